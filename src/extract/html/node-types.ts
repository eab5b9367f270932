import type { CheerioAPI } from 'cheerio'

/** A node of a parsed page. */
export type AnyNode = ReturnType<ReturnType<CheerioAPI>['contents']>[number]

/** An element of a parsed page. */
export type Element = Extract<AnyNode, { readonly attribs: unknown }>
