import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../../src/extract/extract-bytes.ts'
import type { Block, Extraction } from '../../../src/model/extraction.ts'

async function extract(html: string): Promise<Extraction> {
  const result = await extractBytes(new TextEncoder().encode(html), { name: 'page.html' })
  if (!result.ok) throw new Error(result.detail)
  return result.extraction
}

function lines(blocks: readonly Block[]): string[] {
  return blocks.map(({ kind, text }) => `${kind}: ${text}`)
}

describe('htmlFormat.read()', () => {
  it('reads the main content and leaves what surrounds it', async () => {
    const { blocks, title } = await extract(`<!doctype html><html><head><title>Guidance - Agency</title></head><body>
      <div id="global-cookie-message">We use cookies</div><header>Agency</header><nav><a href="/">Home</a></nav>
      <main><h1>Guidance</h1><p>Read <b>this</b>
      first.</p><ul><li>One<ul><li>Inner</li></ul></li><li><p>Two</p></li></ul></main>
      <aside>Related</aside><footer>Crown copyright</footer><script>var a = 'p'</script></body></html>`)
    expect(title).toBe('Guidance')
    expect(lines(blocks)).toEqual([
      'heading: Guidance',
      'paragraph: Read this first.',
      'list_item: One',
      'list_item: Inner',
      'list_item: Two',
    ])
    expect(blocks.map((block) => block.level)).toEqual([1, null, 1, 2, 1])
  })
  it('reads a bare fragment', async () => {
    const { blocks } = await extract('<div class="govspeak"><h2>Scope</h2><p>All of it.</p>Loose words.</div>')
    expect(lines(blocks)).toEqual(['heading: Scope', 'paragraph: All of it.', 'paragraph: Loose words.'])
    expect(blocks[1]?.section).toEqual(['Scope'])
  })
  it('keeps tables as rows of cells, and tables that only place things as text', async () => {
    const { blocks } = await extract(`<body><table><caption>Figures</caption><tr><th>Nation</th><th>Plans</th></tr>
      <tr><td>Wales</td><td><p>12</p></td></tr></table><table><tr><td><p>Only one cell.</p></td></tr></table></body>`)
    expect(lines(blocks)).toEqual([
      'caption: Figures',
      'table: Nation | Plans\nWales | 12',
      'paragraph: Only one cell.',
    ])
  })
  it('tells quotations, notes and references', async () => {
    const { blocks } =
      await extract(`<body><p>A claim<sup><a href="#fn1">1</a></sup>.</p><blockquote><p>Words.</p></blockquote>
      <ol><li id="fn:1">A note.</li></ol><h2>References</h2><p>Firmin (2020)</p></body>`)
    expect(lines(blocks)).toEqual([
      'paragraph: A claim.',
      'quotation: Words.',
      'footnote: A note.',
      'heading: References',
      'reference: Firmin (2020)',
    ])
  })
  it('decodes by the charset that the page declares', async () => {
    const bytes = Buffer.from('<html><meta charset="windows-1252"><p>caf\u00e9 \u0091x\u0092</p>', 'latin1')
    const result = await extractBytes(bytes, { name: 'a.html' })
    expect(result.ok && result.extraction.blocks[0]?.text).toBe('café ‘x’')
  })
  it('survives elements nested thousands deep', async () => {
    const { blocks } = await extract(`<body>${'<div>'.repeat(6_000)}deep${'</div>'.repeat(6_000)}</body>`)
    expect(blocks.map((block) => block.text)).toEqual(['deep'])
  })
  it('calls a page without words empty', async () => {
    const bytes = new TextEncoder().encode('<!doctype html><html><body><script>a()</script></body></html>')
    expect(await extractBytes(bytes, { name: 'a.html' })).toMatchObject({ ok: false, reason: 'empty' })
  })
})
