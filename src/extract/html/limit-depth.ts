import type { CheerioAPI } from 'cheerio'
import type { AnyNode } from './node-types.ts'

/** Browsers stop at 512 (Blink's maximumHTMLParserDOMTreeDepth); no page that people wrote comes near this. */
const deepest = 256

/**
 * Makes what is nested deeper than any page a plain text, in place: everything else that walks a tree calls itself for
 * each level, and a page of a hundred thousand levels would exhaust the stack.
 */
export function limitDepth($: CheerioAPI): void {
  const waiting: { readonly node: AnyNode; readonly depth: number }[] = [{ node: $.root()[0] as AnyNode, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    if (!('children' in node)) continue
    if (depth < deepest) for (const child of node.children) waiting.push({ node: child, depth: depth + 1 })
    else {
      const text = textBelow(node)
      node.children = []
      $(node).append($('<p></p>').text(text))
    }
  }
}

function textBelow(top: AnyNode): string {
  const texts: string[] = []
  const waiting: AnyNode[] = [top]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') texts.push(node.data)
    else if ('children' in node && node.type !== 'script' && node.type !== 'style')
      waiting.push(...node.children.toReversed())
  }
  return texts.join(' ')
}
