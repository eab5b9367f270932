import { expect, test } from 'vitest'

import { drawTable } from '../../src/cli/draw-table.ts'

const result = {
  columns: ['document_key', 'documents_with_mention', 'left', 'match', 'right'],
  rows: [
    {
      document_key: 'plan',
      documents_with_mention: 12,
      left: 'a long sentence that ends in',
      match: 'term',
      right: 'and goes on for long',
    },
    { document_key: null, documents_with_mention: 3, left: 'short', match: 'term', right: '' },
  ],
}

test('drawTable() fits the terminal, keeping numbers and the words next to a match', () => {
  const lines = drawTable(result, { columns: result.columns, width: 50 }).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50)
  const row = lines.find((line) => line.includes('plan')) ?? ''
  expect(row).toMatch(/ 12 .*ends in {2}term {3}and/)
})

test('drawTable() breaks long names of columns instead of widening them', () => {
  const lines = drawTable(result, { columns: ['documents_with_mention'], width: 80 }).split('\n')
  expect(lines.slice(0, 3)).toEqual(['documents', '     with', '  mention'])
})

test('drawTable() says how many columns it leaves out', () => {
  expect(drawTable(result, { columns: ['match'], width: 80 })).toContain('4 more columns with --format csv')
})

test('drawTable() gives decimals to a column that has any', () => {
  const rows = [{ share: 0 }, { share: 0.25 }]
  expect(drawTable({ columns: ['share'], rows }, { columns: ['share'], width: 80 })).toContain('0.000\n0.250')
})

test('drawTable() says so where there are no rows', () => {
  expect(drawTable({ columns: ['a'], rows: [] }, { columns: ['a'], width: 80 })).toBe('No rows.\n')
})
