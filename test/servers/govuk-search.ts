import type { GovukItem } from './govuk-site.ts'

/** An answer of the Search API. */
export interface SearchAnswer {
  readonly status: 200 | 422
  readonly body: unknown
}

const plain: ReadonlySet<string> = new Set(['q', 'count', 'start', 'order', 'fields', 'debug', 'suggest', 'c'])
const filters: ReadonlySet<string> = new Set([
  'content_store_document_type',
  'organisations',
  'public_timestamp',
  'format',
  'link',
  'is_withdrawn',
])
const orders: ReadonlySet<string> = new Set([
  'public_timestamp',
  'title',
  'popularity',
  'closing_date',
  'release_timestamp',
])
const limits: Readonly<Record<string, number>> = { count: 1500, start: 900_000 }

function mistakeIn(query: URLSearchParams): string | null {
  const isFilter = /^(?:filter|reject)(?:_any|_all)?_(.+)$/
  const names = [...query.keys()].map((name) => name.replace(/\[\]$/, ''))
  const unexpected = names.filter((name) => !plain.has(name) && !isFilter.test(name) && !name.startsWith('aggregate_'))
  if (unexpected.length > 0) return `Unexpected parameters: ${unexpected.join(', ')}`
  for (const name of names) {
    const field = isFilter.exec(name)?.[1]
    if (field !== undefined && !filters.has(field)) return `"${field}" is not a valid filter field`
  }
  for (const [name, most] of Object.entries(limits)) {
    const value = query.get(name)
    if (value !== null && !/^\d+$/.test(value)) {
      return `Invalid value "${value}" for parameter "${name}" (expected positive integer)`
    }
    if (value !== null && Number(value) > most) return `Maximum result set size (as specified in '${name}') is ${most}`
  }
  if ((query.get('q') ?? '').length > 512) return 'Query must be less than 512 characters'
  const order = query.get('order')?.replace(/^-/, '')
  return order === undefined || orders.has(order) ? null : `"${order}" is not a valid sort field`
}

function isWithdrawn({ withdrawn_notice }: GovukItem): boolean {
  return withdrawn_notice?.withdrawn_at !== undefined
}

function organisationsOf({ links }: GovukItem): string[] {
  return (links?.['organisations'] ?? []).map(({ base_path }) => String(base_path).split('/').at(-1) ?? '')
}

/** Answers as the Search API does, faults of the request included; words are looked for in titles and descriptions. */
export function answerSearch(items: readonly GovukItem[], query: URLSearchParams): SearchAnswer {
  const mistake = mistakeIn(query)
  if (mistake !== null) return { status: 422, body: { error: mistake } }
  const words = (query.get('q') ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const types = query.getAll('filter_content_store_document_type')
  const organisations = query.getAll('filter_organisations')
  const withAll = query.get('debug') === 'include_withdrawn'
  const found = items
    .filter(({ schema_name }) => !['gone', 'redirect', 'html_publication'].includes(schema_name))
    .filter((item) => withAll || !isWithdrawn(item))
    .filter(({ document_type }) => types.length === 0 || types.includes(document_type))
    .filter((item) => organisations.length === 0 || organisationsOf(item).some((one) => organisations.includes(one)))
    .filter(({ title, description }) => {
      const text = `${title ?? ''} ${description ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => ((a.public_updated_at ?? '') < (b.public_updated_at ?? '') ? 1 : -1))
  const start = Number(query.get('start') ?? 0)
  const results = found.slice(start, start + Number(query.get('count') ?? 10)).map((item) => ({
    title: item.title,
    link: item.base_path,
    public_timestamp: item.public_updated_at,
    content_store_document_type: item.document_type,
    is_withdrawn: isWithdrawn(item),
    index: 'government',
    es_score: null,
    _id: item.base_path,
    elasticsearch_type: 'edition',
    document_type: 'edition',
  }))
  return {
    status: 200,
    body: {
      results,
      total: found.length,
      start,
      aggregates: {},
      suggested_queries: [],
      suggested_autocomplete: [],
      es_cluster: 'A',
    },
  }
}
