import { rmSync } from 'node:fs'
import { openAnalysis } from '../../src/analysis/open-analysis.ts'
import { writeComparison } from '../../src/report/compare.ts'
import { buildFixture } from './fixture.ts'
rmSync('/tmp/rep/ws', { recursive: true, force: true })
await buildFixture('/tmp/rep/ws')
const nations = { Veskar: ['Aldermark', 'Breland', 'Corrow', 'Dunmere'] }
const analysis = await openAnalysis('/tmp/rep/ws', { snapshots: ['2020-06-30', '2022-12-31'], nations })
console.time('report')
console.log(await writeComparison({ analysis, from: '2020-06-30', to: '2022-12-31', out: '/tmp/rep/out', now: new Date('2026-03-02T10:00:00Z'),
  study: { title: 'Guidance on young people at risk in Veskar', question: 'How often did guidance name three approaches in 2020 and in 2022?', pipeline: 'study.yaml', pipelineHash: '0123456789abcdef' }, nations,
  software: { version: '0.1.0', node: 'v20.20.0' } }))
console.timeEnd('report')
analysis.close()
