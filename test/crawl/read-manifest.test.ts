import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '../../src/crawl/read-registry.ts'
import { formatMistake } from '../../src/model/mistake.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-registry-'))
  for (const name of ['a.pdf', 'b.pdf', 'c.docx']) writeFileSync(join(folder, name), 'x')
  mkdirSync(join(folder, 'sub.d'))
  writeFileSync(join(folder, 'sub.d', 'e.pdf'), 'x')
})
afterEach(() => rmSync(folder, { recursive: true }))

const inFolder = (name: string) => join(folder, name)

async function manifest(content: string | Uint8Array) {
  writeFileSync(inFolder('manifest.csv'), content)
  const list = await readManifest(inFolder('manifest.csv'), { folder })
  return {
    ...list,
    lines: list.mistakes.map((one) => formatMistake(one).replaceAll(`${folder}/`, '').replaceAll(folder, 'FOLDER')),
  }
}

describe('readManifest()', () => {
  it('reads every column, and keeps the user’s own as attributes', async () => {
    const { editions, lines } = await manifest(
      'file,document_key,title,issuer,nation,sector,legal_status,published,withdrawn,series,Pages,note\n' +
        'a.pdf,kcsie,"Keeping children safe, 2020",DfE,England,education,statutory,2020-06-17,2021-09-01,no,12,\n',
    )
    expect(lines).toEqual([])
    expect(editions).toEqual([
      {
        editionId: 'kcsie@2020-06-17',
        documentKey: 'kcsie',
        title: 'Keeping children safe, 2020',
        issuer: 'DfE',
        nation: 'England',
        sector: 'education',
        legalStatus: 'statutory',
        series: false,
        rolling: false,
        label: '',
        published: '2020-06-17',
        publishedPrecision: 'day',
        inForce: null,
        inForcePrecision: null,
        withdrawn: '2021-09-01',
        landingUrl: null,
        attachment: null,
        publisher: null,
        confidence: '',
        source: { kind: 'file', path: 'a.pdf', absolute: inFolder('a.pdf') },
        attributes: { Pages: '12' },
      },
    ])
  })

  it('needs only the column file: the key is the path without extension, other facts are empty and listed', async () => {
    const { editions, missing, lines } = await manifest('file\na.pdf\nsub.d/e.pdf\n')
    expect(lines).toEqual([])
    expect(editions.map(({ editionId, title, issuer }) => [editionId, title, issuer])).toEqual([
      ['a@undated', 'a', ''],
      ['sub.d/e@undated', 'e', ''],
    ])
    expect(missing).toEqual(
      ['issuer', 'nation', 'sector', 'legal_status', 'published'].map((field) => ({
        field,
        documents: ['a', 'sub.d/e'],
      })),
    )
  })

  it('does not list a fact that every edition has', async () => {
    const { missing } = await manifest('file,issuer,nation\na.pdf,DfE,England\nb.pdf,,Wales\n')
    expect(missing.find(({ field }) => field === 'issuer')).toEqual({ field: 'issuer', documents: ['b'] })
    expect(missing.some(({ field }) => field === 'nation')).toBe(false)
  })

  it.each([
    ['a byte order mark', '\ufefffile,title\na.pdf,T\n'],
    ['semicolons', 'file;title\na.pdf;T\n'],
    ['tabs', 'file\ttitle\na.pdf\tT\n'],
    ['CRLF', 'file,title\r\na.pdf,T\r\n'],
    ['CR', 'file,title\ra.pdf,T\r'],
    ['no last line end', 'file,title\na.pdf,T'],
    ['spaces and capitals', ' File , TITLE \n a.pdf , T \n'],
    ['blank rows and trailing delimiters, as spreadsheets leave them', 'file,title,,\n\na.pdf,T,,\n,,,\n'],
  ])('reads a file with %s', async (_what, text) => {
    const { editions, lines } = await manifest(text)
    expect(lines).toEqual([])
    expect(editions.map(({ title, source }) => [title, source.kind === 'file' && source.path])).toEqual([
      ['T', 'a.pdf'],
    ])
  })

  it('reads a path with backslashes and dots', async () => {
    const { editions, lines } = await manifest('file\nsub.d\\e.pdf\n./a.pdf\n')
    expect(lines).toEqual([])
    expect(editions.map(({ documentKey }) => documentKey)).toEqual(['sub.d/e', 'a'])
  })

  it('tells all mistakes at once, each with line, column, what was found and what is allowed', async () => {
    const { lines, editions } = await manifest(
      [
        'file,document_key,published,withdrawn,series',
        'a.pdf,a,2020-13-01,,',
        'none.pdf,b,2020-02-30,,perhaps',
        ',c,,,',
        'c.docx,c,2022-01-01,2021-01-01,YES',
      ].join('\n'),
    )
    expect(lines).toEqual([
      'manifest.csv:2: published: found "2020-13-01", allowed: a date such as 2020-06-30, or nothing',
      'manifest.csv:3: file: found "none.pdf", no such file, allowed: a file in FOLDER',
      'manifest.csv:3: series: found "perhaps", allowed: yes, no, or nothing',
      'manifest.csv:3: published: found "2020-02-30", allowed: a date such as 2020-06-30, or nothing',
      'manifest.csv:4: file: found nothing, allowed: a file in FOLDER',
      'manifest.csv:5: withdrawn: found "2021-01-01", allowed: a date not before 2022-01-01, when it was published, or nothing',
    ])
    expect(editions).toEqual([])
  })

  it('counts lines as an editor does, past blank lines and cells of several lines', async () => {
    const { lines } = await manifest(
      'file,title\na.pdf,"one\ntwo"\n\nb.pdf,"x"\n\nnone.pdf,"three\nfour"\nalso-none.pdf,\n',
    )
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['manifest.csv:7:', 'manifest.csv:9:'])
  })

  it.each([
    [
      'two rows with one key and date',
      'a.pdf,k,2020-01-01\nb.pdf,k,2020-01-01',
      ':3: document_key: found "k" 2020-01-01, as in line 2',
    ],
    ['two undated rows of one key', 'a.pdf,k,\nb.pdf,k,', ':3: document_key: found "k" without a date, as in line 2'],
    [
      'an undated row beside a dated one',
      'a.pdf,k,2020-01-01\nb.pdf,k,',
      ':3: published: found "k" without a date, but 2020-01-01 in line 2',
    ],
    [
      'a dated row beside an undated one',
      'a.pdf,k,\nb.pdf,k,2020-01-01',
      ':3: published: found "k" 2020-01-01, but none in line 2',
    ],
  ])('does not take %s', async (_what, rows, expected) => {
    const { lines } = await manifest(`file,document_key,published\n${rows}\n`)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`manifest.csv${expected}`)
  })

  it('takes several dated editions of one key, and one file for two of them', async () => {
    const { lines, editions } = await manifest('file,document_key,published\na.pdf,k,2020-01-01\na.pdf,k,2022-01-01\n')
    expect(lines).toEqual([])
    expect(editions.map(({ editionId }) => editionId)).toEqual(['k@2020-01-01', 'k@2022-01-01'])
  })

  it('does not tell a mistake in a date again as a clash', async () => {
    const { lines } = await manifest('file,document_key,published\na.pdf,k,2020-01-01\nb.pdf,k,2020-13-01\n')
    expect(lines).toHaveLength(1)
  })

  it.each(['../outside.pdf', '/etc/hostname', 'C:\\x.pdf', 'sub.d/../../x.pdf'])(
    'does not take the path %s',
    async (path) => {
      const { lines } = await manifest(`file\n${path}\n`)
      expect(lines).toEqual([expect.stringContaining('a path that leads outside the folder')])
    },
  )

  it('does not take a link that leads out of the folder, nor a folder', async () => {
    mkdirSync(inFolder('docs'))
    writeFileSync(inFolder('docs/manifest.csv'), 'file\nlink.pdf\ninner\n')
    mkdirSync(inFolder('docs/inner'))
    symlinkSync(inFolder('a.pdf'), inFolder('docs/link.pdf'))
    const { mistakes } = await readManifest(inFolder('docs/manifest.csv'), { folder: inFolder('docs') })
    const lines = mistakes.map(formatMistake)
    expect(lines).toEqual([
      expect.stringContaining('a link that leads outside the folder'),
      expect.stringContaining('something that is not a file'),
    ])
  })

  it.each([
    [
      'no column file',
      'path,title\na.pdf,T\n',
      'manifest.csv:1: file: found no such column, but path, title, allowed: a column file',
    ],
    [
      'a doubled column',
      'file,title,Title\na.pdf,x,y\n',
      'manifest.csv:1: title: found a second column, allowed: one column of each name',
    ],
    ['nothing in it', '', 'manifest.csv:1: header: found nothing'],
    ['a cell too many', 'file,title\na.pdf,Safe, sound\n', 'manifest.csv:2: row: found "sound" in no named column'],
    [
      'an unclosed quotation mark',
      'file,title\na.pdf,x\nb.pdf,"y\nc.docx,z\n',
      'manifest.csv:3: file: found "Quote Not Closed',
    ],
    ['a stray quotation mark', 'file,title\na.pdf,the "law"\n', 'manifest.csv:2: file: found "Invalid Opening Quote'],
    ['a key of many lines', 'file,document_key\na.pdf,"x\ny"\n', 'manifest.csv:2: document_key: found "x�y"'],
  ])('does not take a file with %s', async (_what, text, expected) => {
    const { lines } = await manifest(text)
    expect(lines).toEqual([expect.stringContaining(expected)])
  })

  it.each([
    [
      'UTF-16 with its mark',
      Buffer.from('\ufefffile\na.pdf\n', 'utf16le'),
      'manifest.csv: file: found UTF-16, allowed: UTF-8',
    ],
    ['UTF-16 without', Buffer.from('file\na.pdf\n', 'utf16le'), 'manifest.csv: file: found bytes that are no text'],
    [
      'windows-1252',
      Buffer.from('file,title\nb.pdf,x\na.pdf,caf\xe9\n', 'latin1'),
      'manifest.csv:3: file: found another encoding',
    ],
  ])('does not take %s', async (_what, bytes, expected) => {
    const { lines } = await manifest(bytes)
    expect(lines).toEqual([expect.stringContaining(expected)])
  })

  it('says so where there is no manifest', async () => {
    const { mistakes } = await readManifest(inFolder('none.csv'), { folder })
    expect(mistakes.map(formatMistake)).toEqual([`${inFolder('none.csv')}: file: found nothing, allowed: a CSV file`])
    expect((await readManifest(folder, { folder })).mistakes).toHaveLength(1)
  })

  it('gives editions or mistakes for any text, and never throws', async () => {
    const cell = fc.constantFrom(
      'file',
      'a.pdf',
      '"',
      ',',
      ';',
      '\n',
      '\r\n',
      '\t',
      'x',
      '',
      '2020-01-01',
      'published',
      '\u0000',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 30 }), async (cells) => {
        const { editions, mistakes } = await manifest(cells.join(''))
        expect(editions.every(({ documentKey }) => documentKey !== '')).toBe(true)
        if (cells.length === 0) expect(mistakes).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })
})
