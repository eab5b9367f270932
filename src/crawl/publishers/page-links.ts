import type { Cheerio, CheerioAPI } from 'cheerio'
import type { Attachment } from './publisher.ts'

/** Nodes of a page, as cheerio gives them. */
export type PageNodes = Cheerio<Parameters<CheerioAPI['contains']>[0]>

const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ppt: 'application/vnd.ms-powerpoint',
  odp: 'application/vnd.oasis.opendocument.presentation',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
  zip: 'application/zip',
}

/** The last part of an address's path, decoded; empty where there is none. */
export function fileNameOf(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** Media type by the ending of an address; null where that is no file of a kind that is published as a document. */
export function mediaTypeOfAddress(url: string): string | null {
  const extension = /\.([a-z]{3,4})$/i.exec(fileNameOf(url))?.[1]?.toLowerCase() ?? ''
  return mediaTypes[extension] ?? null
}

/** An address as a page links it, made absolute and without its fragment; null where it is none of the web. */
export function absoluteAddress(href: string | undefined, base: string): string | null {
  const written = href?.trim() ?? ''
  if (written === '' || written.startsWith('#') || written.length > 8192 || !URL.canParse(written, base)) return null
  const url = new URL(written, base)
  if (!/^https?:$/.test(url.protocol)) return null
  url.hash = ''
  return url.href
}

/** Text with single spaces and none at its ends. */
export function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** The text of nodes with a space between elements, which keeps a label apart from what stands before it. */
export function spacedText(nodes: PageNodes): string {
  const texts: string[] = []
  const waiting = nodes.toArray().toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') texts.push(node.data)
    else if ('children' in node) waiting.push(...node.children.toReversed())
  }
  return tidy(texts.join(' '))
}

const generic =
  /^(?:download|view|open|read|see|click here|here|pdf|word|document|file|english|html|link|print|full (?:report|document)|this (?:file|document))(?:\s+(?:the|this|pdf|file|document|guidance|report|publication|full|here|version|\(pdf\)|online|as|a|word)){0,6}$/i
const formatNote =
  /(?:,?\s*(?:file type|file size|file format)\b.*|\s*[[(](?:opens in (?:a )?new (?:tab|window)|(?:pdf|docx?|odt|html|ms word|word)(?:[\s,:;–-]+[\d.,]+\s*[kmg]?b(?:ytes)?)?(?:[\s,;]+\d+ pages?)?|[\d.,]+\s*[kmg]b)[\])]|\s*[-–,]?\s*(?:pdf|docx?|odt),?\s+[\d.,]+\s*[kmg]b.*)$/i

/** A link's name without what a publisher adds about its file (`(PDF, 1.2 MB)`, `, file type: PDF, …`). */
export function linkTitle(text: string): string {
  let title = tidy(text).slice(0, 500)
  for (let before = ''; before !== title;) {
    before = title
    title = title.replace(formatNote, '').trim()
  }
  return title
}

function localeOf(link: PageNodes, url: string): string | null {
  const own = link.attr('hreflang') ?? link.attr('lang') ?? link.closest('[lang]:not(html, body, main)').attr('lang')
  if (own !== undefined && /^[a-z]{2,3}(?:-|$)/i.test(own)) return own.slice(0, 2).toLowerCase()
  const { hostname, pathname } = new URL(url)
  return /(?:^|\.)llyw\.cymru$/.test(hostname) || /\.cy$|^\/cy\//.test(pathname) ? 'cy' : null
}

function titleOf(link: PageNodes, url: string): string {
  const written = [link.text(), link.attr('aria-label') ?? '', link.attr('title') ?? '']
  const named = written.map(linkTitle).find((text) => text !== '' && !generic.test(text))
  return named ?? linkTitle(fileNameOf(url).replaceAll(/[_+]+/g, ' '))
}

/** The links among nodes as attachments of a kind, in the order of the page, each address once. */
export function attachmentsOf(
  $: CheerioAPI,
  links: PageNodes,
  options: {
    readonly base: string
    /** Default: `file` for addresses that end like a file of a document, others are left out. */
    readonly kind?: Attachment['kind']
  },
): Attachment[] {
  const found = new Map<string, Attachment>()
  for (const node of links.toArray()) {
    const link = $(node)
    const url = absoluteAddress(link.attr('href'), options.base)
    if (url === null) continue
    const mediaType = mediaTypeOfAddress(url)
    if (options.kind === undefined && mediaType === null) continue
    const title = titleOf(link, url)
    const known = found.get(url)
    // A thumbnail that links to the file has no words of its own.
    if (known !== undefined && (linkTitle(link.text()) === '' || known.title.length >= title.length)) continue
    found.set(url, { url, title, kind: options.kind ?? 'file', mediaType, locale: localeOf(link, url) })
  }
  return [...found.values()]
}
