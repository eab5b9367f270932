import type { Approach } from '../../src/model/approach.ts'
import type { FailureReason } from '../../src/model/outcome.ts'

/** An edition of the invented corpus, with what the stages found in it. */
export interface FixtureEdition {
  readonly key: string
  readonly title: string
  readonly issuer?: string
  readonly nation?: string
  readonly series?: boolean
  readonly published: string | null
  readonly withdrawn?: string
  readonly url?: string
  readonly failure?: { readonly stage: 'crawl' | 'extract'; readonly reason: FailureReason; readonly detail: string }
  /** Labels of the pages in the file. */
  readonly labels?: readonly string[]
  readonly blocks?: readonly {
    readonly text: string
    readonly kind?: string
    readonly zone?: string
    readonly disputed?: boolean
  }[]
  /** Columns of its capture that differ from those of a live file. */
  readonly capture?: Readonly<Record<string, string | number>>
  /** A passage near every definition. */
  readonly passage?: string
}

const approach = (id: string, label: string, kind: 'approach' | 'field' = 'approach'): Approach => ({
  id,
  label,
  kind,
  definition: { text: `${label} is defined here for the tests alone.`, source: 'In our words' },
  terms: [{ id, patterns: [id.replace('-', ' ')] }],
  exclusions: [],
  examples: { match: [id], no_match: [] },
})

export const approaches: readonly Approach[] = [
  approach('trauma-informed', 'Trauma-informed Practice'),
  approach('contextual-safeguarding', 'Contextual Safeguarding'),
  approach('transitional-safeguarding', 'Transitional Safeguarding'),
  approach('extra-familial', 'Extra-familial harm', 'field'),
]

const said = (...texts: readonly string[]) => texts.map((text) => ({ text }))

export const editions: readonly FixtureEdition[] = [
  {
    key: 'working-as-one',
    title: 'Working as One for Children',
    published: '2018-03-12',
    blocks: said(
      'Harm outside the family is extra-familial harm. Partners must plan for it.',
      'A trauma-informed view helps.',
    ),
  },
  {
    key: 'working-as-one',
    title: 'Working as One for Children',
    published: '2022-07-01',
    labels: ['i', '1'],
    blocks: [
      {
        text: 'Harm outside the family is extra-familial harm. Contextual Safeguarding looks at places. Contextual safeguarding has grown.',
      },
      { text: 'Contextual safeguarding network, annex', kind: 'footnote', zone: 'footnote', disputed: true },
      { text: 'Contextual Safeguarding in every header', kind: 'running_header', zone: 'furniture' },
    ],
    passage: 'Work with the places in which young people come to harm, not with the child alone.',
  },
  {
    key: 'children-missing',
    title: 'Children Who Go Missing',
    published: '2017-01-20',
    blocks: said(
      'Staff work in a trauma-informed way. They listen, and they write down what they were told by the child.',
    ),
  },
  {
    key: 'exploitation-plan',
    title: 'Action Plan on Exploitation',
    published: '2016-03-01',
    withdrawn: '2021-04-30',
    capture: {
      as_at: '2020-06-30',
      route: 'supplied',
      url: 'http://library.example/plan',
      final_url: 'plan.pdf',
      rule: 'supplied',
      detail: 'The imprint says <March 2016>',
      retrieved_at: '2026-02-20T00:00:00Z',
    },
    blocks: said('The plan names contextual safeguarding once, and goes on to speak of other things at some length.'),
  },
  {
    key: 'trauma-framework',
    title: 'Understanding Trauma',
    issuer: 'Breland Health Board',
    nation: 'Breland',
    published: '2021-03-22',
    capture: {
      as_at: '2022-12-31',
      route: 'archive',
      archive: 'wayback',
      memento_datetime: '2022-11-03T08:15:00Z',
      distance_days: -58,
      rule: 'latest_before',
      detail: 'live: the page was last updated on 2024-02-01',
    },
    blocks: said('Trauma-informed services. Trauma informed teams. A trauma-informed board.'),
  },
  {
    key: 'inspection-tarnbeck',
    title: 'Inspection: Tarnbeck',
    issuer: 'Inspectorate',
    series: true,
    published: '2018-11-05',
    blocks: said('Leaders know their area well. Contextual safeguarding is new to them, and they say so.'),
  },
  {
    key: 'inspection-tarnbeck',
    title: 'Inspection: Tarnbeck',
    issuer: 'Inspectorate',
    series: true,
    published: '2021-10-08',
    blocks: said('Leaders know their area. Contextual safeguarding is known. Contextual safeguarding is used.'),
  },
  {
    key: 'common-principles',
    title: 'Common Principles',
    nation: 'Veskar',
    published: null,
    blocks: said('All four nations agree on trauma-informed work with young people at risk of extra-familial harm.'),
  },
  {
    key: 'reissued',
    title: 'A Guide Issued Again',
    nation: 'Breland',
    published: '2019-01-01',
    blocks: said('The guide speaks of trauma-informed care in one sentence that did not change between the two dates.'),
  },
  {
    key: 'reissued',
    title: 'A Guide Issued Again',
    nation: 'Breland',
    published: '2022-01-01',
    blocks: said('The guide speaks of trauma-informed care in one sentence that did not change between the two dates.'),
  },
  {
    key: 'police-custody',
    title: 'Children in Custody Suites',
    issuer: 'Police College',
    published: '2019-03-01',
    failure: { stage: 'crawl', reason: 'not_found', detail: 'HTTP 404' },
  },
  {
    key: 'school-nursing',
    title: 'Standards for School Nursing',
    published: '2019-05-01',
    blocks: said(
      'A trauma-informed nurse asks what happened, and then asks again in a month, when the child is ready to talk.',
    ),
  },
  {
    key: 'school-nursing',
    title: 'Standards for School Nursing',
    published: '2022-05-01',
    failure: { stage: 'extract', reason: 'damaged', detail: 'No page could be opened' },
  },
  {
    key: 'hostile/"><script>',
    title: '=HYPERLINK("http://bad.example")</title><script>alert(1)</script>',
    issuer: '<img src=x onerror=alert(2)>',
    published: '2022-01-05',
    url: 'javascript:alert(3)',
    blocks: said(
      '😀 <script>alert(4)</script> trauma-informed “care” & more </style><b>bold</b>, which is only text and nothing else.',
    ),
  },
  { key: 'no-mention', title: 'Nothing to Do With It', published: '2018-01-01', blocks: said('Roads and bridges.') },
]
