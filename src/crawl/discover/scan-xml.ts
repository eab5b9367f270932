/** The beginning or end of an element, by its local name in lower case. */
export type XmlEvent =
  | {
      readonly kind: 'open'
      readonly name: string
      /** Name of the element around it; empty for the outermost. */
      readonly parent: string
      /** As written between the name and `>`. */
      readonly attributes: string
    }
  | {
      readonly kind: 'close'
      readonly name: string
      readonly parent: string
      /** Its own text, without that of elements in it. */
      readonly text: string
    }

const deepest = 64

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with the five entities of XML and numbered ones resolved; others, which a file would have to define, are not. */
export function unescapeXml(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function localName(tag: string): string {
  const name = /^[^\s/>]+/.exec(tag)?.[0] ?? ''
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

/**
 * Walks through XML in one pass and without building a tree, so that a file of fifty megabytes costs little. Nothing is
 * ever fetched or defined: declarations of types and entities are passed over. A file that ends early or is not well
 * formed gives what stands before; elements nested deeper than any sitemap's are passed over.
 */
export function* scanXml(xml: string): Generator<XmlEvent> {
  const names: string[] = []
  const texts: string[] = []
  const add = (text: string): void => {
    if (texts.length > 0) texts.push((texts.pop() ?? '') + text)
  }
  function* closeTo(depth: number): Generator<XmlEvent> {
    while (names.length > depth) {
      const text = (texts.pop() ?? '').trim()
      yield { kind: 'close', name: names.pop() ?? '', parent: names.at(-1) ?? '', text }
    }
  }
  let at = 0
  while (at < xml.length) {
    const open = xml.indexOf('<', at)
    add(unescapeXml(xml.slice(at, open === -1 ? xml.length : open)))
    if (open === -1) return
    const special = skipSpecial(xml, open)
    if (special !== null) {
      add(special.text)
      at = special.end
      continue
    }
    const close = xml.indexOf('>', open)
    if (close === -1) return
    const tag = xml.slice(open + 1, close)
    at = close + 1
    if (tag.startsWith('/')) {
      const last = names.lastIndexOf(localName(tag.slice(1)))
      if (last !== -1) yield* closeTo(last)
      continue
    }
    if (names.length >= deepest) continue
    const name = localName(tag)
    yield { kind: 'open', name, parent: names.at(-1) ?? '', attributes: tag.replace(/^\S+/, '') }
    names.push(name)
    texts.push('')
    if (tag.endsWith('/')) yield* closeTo(names.length - 1)
  }
}

/** Past a comment, processing instruction, declaration or CDATA section, whose text counts. */
function skipSpecial(xml: string, open: number): { readonly end: number; readonly text: string } | null {
  const past = (end: string, from: number): number => {
    const found = xml.indexOf(end, from)
    return found === -1 ? xml.length : found + end.length
  }
  if (xml.startsWith('<!--', open)) return { end: past('-->', open + 4), text: '' }
  if (xml.startsWith('<![CDATA[', open)) {
    const end = past(']]>', open + 9)
    return {
      end,
      text: xml
        .slice(open + 9, end)
        .replace(/\]\]>$/, '')
        .trim(),
    }
  }
  if (xml.startsWith('<?', open)) return { end: past('?>', open + 2), text: '' }
  if (!xml.startsWith('<!', open)) return null
  // The type's own declarations stand between square brackets.
  const close = past('>', open)
  const bracket = xml.slice(open, close).indexOf('[')
  return { end: bracket === -1 ? close : past('>', past(']', open + bracket) - 1), text: '' }
}
