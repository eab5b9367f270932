/** The words of a document, and how it treats them at the ends of lines. */
export interface Vocabulary {
  /** How often each stands in the document, lower case; halves at a line's end are left out. */
  readonly counts: ReadonlyMap<string, number>
  /** Whether its typesetting breaks words, so that a hyphen at a line's end need not be the writer's. */
  readonly hyphenates: boolean
}

const token = /\p{L}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*/gu

/** First halves that keep their hyphen. */
const openers = new Set(
  'self non multi co inter ex pre post anti pro semi well cross extra intra mid high low long short full part hard soft peer child family young old new one two three four five six seven eight nine ten first second third half all by in out on off up down over under to day year go follow drop check face end decision policy evidence strength trauma community school home age need needs risk harm step early late gender gang drug data'.split(
    ' ',
  ),
)
/** Second halves that keep their hyphen. */
const closers = new Set(
  'informed based led familial aware responsive sensitive focused centred centered related specific wide term time making making-based maker makers quality level aged old year years month week day hour being up in on off out to one and by free friendly driven style like going date face going agency disciplinary being made known established depth line site house risk up-to-date effective economic led ordinated'.split(
    ' ',
  ),
)
/** Words whose halves are words too, yet which are written as one. */
const solid = new Set(
  'safeguarding safeguard throughout without within understanding understand outcome outcomes forward background overall however therefore whereas otherwise whatever whenever wherever whoever something someone somewhere sometimes everyone everything everywhere nothing anyone anything anywhere nobody somebody everybody themselves himself herself itself ourselves yourself themself workforce workshop workshops workplace network networks framework frameworks homework teamwork casework caseworker caseworkers caseload caseloads handbook guideline guidelines headline timeline timetable timescale timescales healthcare childcare childhood parenthood neighbourhood adulthood motherhood stakeholder stakeholders household households shortfall feedback setback overview overcome oversight undertake undertaken undertaking underpin underpinned underlying undermine upcoming update updated upgrade upload download online offline website inform informed into onto upon become becomes becoming before behind beside between beyond already always although altogether also another bedroom classroom weekend weekday birthday today password database output input offset outside inside outline outlined outlook outbreak outreach ongoing mainstream breakdown carefully cannot meanwhile moreover nevertheless nonetheless notwithstanding furthermore afterwards likewise wellbeing'.split(
    ' ',
  ),
)

/** Gathers the words of a document from its lines. */
export function countVocabulary(lines: readonly string[]): Vocabulary {
  const counts = new Map<string, number>()
  const breaks: string[] = []
  let left: string | undefined
  for (const line of lines) {
    const text = line.trimEnd().toLowerCase().replaceAll(/[‐‑]/g, '-')
    const words = text.match(token) ?? []
    const ends = /\p{L}-$/u.test(text)
    const goesOn = left !== undefined && /^\p{L}/u.test(text)
    if (goesOn) breaks.push(`${left}${words[0] ?? ''}`)
    for (const word of words.slice(goesOn ? 1 : 0, ends ? -1 : undefined)) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      if (word.includes('-')) for (const part of word.split('-')) counts.set(part, (counts.get(part) ?? 0) + 1)
    }
    left = ends ? words.at(-1) : undefined
  }
  const broken = breaks.filter((whole) => counts.has(whole)).length
  // Where words are broken by rule, every eighth line or so ends in a hyphen; writers' own hyphens end one in fifty.
  return { counts, hyphenates: breaks.length > 0.035 * lines.length || (broken > 1 && broken > 0.3 * breaks.length) }
}

/**
 * Whether the hyphen between two halves of a word at a line's end belongs to the word.
 *
 * The document's own spelling elsewhere decides; where it says nothing, so do lists of common first and second halves;
 * last, two halves that are words of their own keep the hyphen, unless together they are a known word.
 *
 * @example keepsHyphen('trauma', 'informed', countVocabulary([])) // true
 * @example keepsHyphen('safe', 'guarding', countVocabulary([])) // false
 */
export function keepsHyphen(left: string, right: string, vocabulary: Vocabulary): boolean {
  const { counts, hyphenates } = vocabulary
  const first = left.toLowerCase()
  const second = right.toLowerCase()
  const joined = counts.get(first + second) ?? 0
  const hyphened = counts.get(`${first}-${second}`) ?? 0
  if (joined !== hyphened) return hyphened > joined
  if (/^\p{Lu}/u.test(right)) return true
  const lastOfLeft = first.slice(first.lastIndexOf('-') + 1)
  const [firstOfRight = ''] = second.split('-')
  if (solid.has(lastOfLeft + firstOfRight)) return false
  if (!hyphenates) return true
  if (second.includes('-') && firstOfRight.length <= 3) return true
  if (closers.has(firstOfRight) && (counts.has(lastOfLeft) || openers.has(lastOfLeft))) return true
  if (!counts.has(firstOfRight)) return false
  return openers.has(lastOfLeft) || counts.has(lastOfLeft)
}
