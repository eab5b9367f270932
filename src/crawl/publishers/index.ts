import { govScot } from './gov-scot.ts'
import { govWales } from './gov-wales.ts'
import { govuk } from './govuk.ts'
import { ni } from './ni.ts'
import { nice } from './nice.ts'
import { page } from './page.ts'
import type { Publisher } from './publisher.ts'

/** All publishers: the first that recognises an address reads its page, so the fallback comes last. */
export const publishers: readonly Publisher[] = [govuk, govScot, govWales, ni, nice, page]

/** The publisher that a registry names by its id; where it names none, that of the address. */
export function publisherOf(url: URL, named: string | null = null): Publisher {
  return publishers.find(({ id }) => id === named) ?? publishers.find((publisher) => publisher.recognises(url)) ?? page
}
