import { openAnalysis } from '../../src/analysis/open-analysis.ts'
import { writeComparison } from '../../src/report/compare.ts'
for (const [ws, name] of [['/tmp/rep/real/ws','real'],['/tmp/rep/demo','demo']] as const) {
const analysis = await openAnalysis(ws, { snapshots: ['2020-06-30', '2022-12-31'], nations: {} })
const t = performance.now()
await writeComparison({ analysis, from: '2020-06-30', to: '2022-12-31', out: `/tmp/rep/${name}-t`, now: new Date(), nations: {},
  study: { title: 'x', question: 'y', pipeline: 'z', pipelineHash: 'h' }, software: { version: '0', node: process.version } })
console.log(name, Math.round(performance.now() - t), 'ms'); analysis.close() }
