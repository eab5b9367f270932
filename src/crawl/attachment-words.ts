/*
 * What the titles and names of files on a landing page say of them. The lists are of words that British publishers
 * use; a word that the page's own title has too says nothing.
 */

const languages =
  'welsh|cymraeg|arabic|albanian|amharic|bengali|bulgarian|cantonese|chinese|czech|dari|farsi|french|gaelic|gàidhlig|german|gujarati|hindi|hungarian|irish|italian|kurdish|latvian|lithuanian|mandarin|nepali|pashto|persian|polish|portuguese|punjabi|romanian|russian|slovak|somali|sorani|spanish|swahili|tamil|tigrinya|turkish|ukrainian|urdu|vietnamese'

const language = new RegExp(
  String.raw`(?:^|[(:,/–—-]\s*|\bin )(?:${languages})(?:\s+(?:language|version|translation|edition|text)\b|\s*[),;/]|\s*$)|\b(?:${languages})(?:[ -]language)? (?:version|translation|edition)\b|\bcymraeg\b|\bfersiwn\b`,
  'i',
)
/** At the end of file names: `guidance_cy`, `guidance-welsh-v2`. */
const languageFile = new RegExp(
  String.raw`[-_. ](?:cy|cym|${languages})(?:[-_. ]?(?:version|translation|final|web|accessible|v?\d+))*$`,
  'i',
)

const readerVersions = /\beasy[ -]?read\b|\blarge print\b|\bbraille\b|\bBSL\b|\bbritish sign language\b|\baudio\b/i

const sideMaterial =
  /\b(?:(?:executive |plain[ -]english )?summary|summaries|annex(?:e?s)?|appendi(?:x|ces)|(?:equality|impact|rights|privacy|regulatory)[\w ']{0,30} (?:assessment|analysis|screening)|impact assessment|forms?|templates?|posters?|leaflets?|flyers?|flow ?charts?|infographics?|letters?|response|consultation document|questionnaire|presentation|slides?|checklist|spreadsheet|tables?|data|statistics|errata|erratum|corrigendum|summary of changes|table of changes|press notice|explanatory (?:memorandum|note)|case studies|factsheet|fact sheet|quick guide|quick reference|one[- ]page(?:r)?|at a glance|glossary|key points|draft)\b/i

/** Words of a title, in lower case, without what does not tell texts apart. */
export function wordsOf(title: string): string[] {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !['a', 'an', 'and', 'for', 'in', 'of', 'on', 'the', 'to'].includes(word))
}

/** A title without words that name a format only: two files of one text share it. */
export function textTitleOf(title: string): string {
  const bare = title.replaceAll(
    /\b(?:accessible|html|pdf|ms ?word|word|docx?|odt|open ?document|web|online|print(?:able|-ready| ready)?|printer[- ]friendly|format|version|download|copy)\b/gi,
    ' ',
  )
  return wordsOf(bare).join(' ')
}

/** Whether a file is a version in another language than English. */
export function isTranslation(title: string, fileName: string): boolean {
  return language.test(title) || languageFile.test(fileName)
}

/** Whether a file is the text retold for other readers (easy read, large print …). */
export function isReaderVersion(title: string, landingTitle: string): boolean {
  return readerVersions.test(title) && !readerVersions.test(landingTitle)
}

/** The word that shows a file to be beside the main text (`annex`, `impact assessment` …), or null. */
export function sideWordOf(title: string, landingTitle: string): string | null {
  const own = new Set(wordsOf(landingTitle))
  const found = [...title.matchAll(new RegExp(sideMaterial, 'gi'))].find(
    ([word]) => !wordsOf(word).every((part) => own.has(part)),
  )
  return found?.[0].toLowerCase() ?? null
}

const numbered =
  /\b(?:parts?|volumes?|vol|books?|chapters?|modules?|sections?)\s+(\d{1,2}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|[a-d])\b/i

/** The number of a part in a title (`Volume 2: …`), or null. */
export function partNumberOf(title: string): string | null {
  return numbered.exec(title)?.[1]?.toLowerCase() ?? null
}
