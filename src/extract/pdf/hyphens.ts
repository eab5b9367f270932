/** How often words stand in a document, lower case, broken ones apart. */
export type Vocabulary = ReadonlyMap<string, number>

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

/** Counts the words of a document. Halves at a line's end say nothing about either and are left out. */
export function countVocabulary(lines: Iterable<string>): Vocabulary {
  const counts = new Map<string, number>()
  let broken = false
  for (const line of lines) {
    const text = line.trimEnd().toLowerCase().replaceAll(/[‐‑]/g, '-')
    const words = text.match(token) ?? []
    const ends = /\p{L}-$/u.test(text)
    const from = broken && /^\p{L}/u.test(text) ? 1 : 0
    for (const word of words.slice(from, ends ? -1 : undefined)) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      if (word.includes('-')) for (const part of word.split('-')) counts.set(part, (counts.get(part) ?? 0) + 1)
    }
    broken = ends
  }
  return counts
}

/**
 * Whether the hyphen between two halves of a word at a line's end belongs to the word.
 *
 * The document's own spelling elsewhere decides; where it says nothing, so do lists of common first and second halves;
 * last, two halves that are words of their own keep the hyphen, unless together they are a known word.
 *
 * @example keepsHyphen('trauma', 'informed', new Map()) // true
 * @example keepsHyphen('safe', 'guarding', new Map()) // false
 */
export function keepsHyphen(left: string, right: string, vocabulary: Vocabulary): boolean {
  const first = left.toLowerCase()
  const second = right.toLowerCase()
  const joined = vocabulary.get(first + second) ?? 0
  const hyphened = vocabulary.get(`${first}-${second}`) ?? 0
  if (joined !== hyphened) return hyphened > joined
  const lastOfLeft = first.slice(first.lastIndexOf('-') + 1)
  const firstOfRight = second.includes('-') ? second.slice(0, second.indexOf('-')) : second
  if (/^\p{Lu}/u.test(right)) return true
  if (solid.has(lastOfLeft + firstOfRight)) return false
  if (second.includes('-') && firstOfRight.length <= 3) return true
  if (closers.has(firstOfRight) && (vocabulary.has(lastOfLeft) || openers.has(lastOfLeft))) return true
  if (!vocabulary.has(firstOfRight) && !closers.has(firstOfRight)) return false
  return openers.has(lastOfLeft) || vocabulary.has(lastOfLeft)
}

