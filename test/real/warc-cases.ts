import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { readWarcStrictly } from '../strict/read-warc.ts'

/*
 * The strict WARC reader over the sample files of other tools: it must read the sound ones, and find in the others
 * what is known to be wrong with them, no more and no less. So that it is known to be strict, and not too strict.
 */

const manifest = { 'same-event': 'wget ties its log to its manifest, which has another address' }

/** What is wrong with a file, by the rule that the reader names, and why that is right. */
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'iipc/hello-world.warc': manifest,
  'iipc/hello-world.warc.gz': manifest,
  'iipc/20141124-heritrix-server-not-modified.warc.gz': { framing: 'the empty line of an empty block is missing' },
  'pywb/warcs/dupes.warc.gz': { http: 'heads without the empty line that ends them' },
  'pywb/warcs/example-bad.warc.gz.bad': { member: 'made so: all records in one gzip member' },
  'pywb/warcs/example-extra.warc': {
    http: 'a head without the empty line that ends it',
    framing: 'made so: more line ends than two',
    reference: 'an excerpt without its warcinfo',
  },
  'pywb/warcs/example-url-agnostic-orig.warc.gz': { framing: 'made so: one line end too many' },
  'pywb/warcs/example-url-agnostic-revisit.warc.gz': { framing: 'made so: one line end too many' },
  'pywb/warcs/example-wget-1-14.warc.gz': { unique: 'wget 1.14 gave one id twice', 'same-event': 'for that reason' },
  'pywb/warcs/example-wpull.warc.gz': {
    forbidden: 'wpull lets a warcinfo name itself as its warcinfo',
    'same-event': 'wpull dates request and response apart',
  },
  'pywb/warcs/example.warc': { http: 'a head without the empty line that ends it', framing: 'edited by hand' },
  'pywb/warcs/example.warc.gz': { http: 'heads without the empty line', reference: 'an excerpt without its warcinfo' },
  'pywb/warcs/iana.warc.gz': { http: 'Transfer-Encoding kept although the chunks were joined' },
  'pywb/warcs/missing-status-text.warc': { framing: 'lines end with CR CR LF' },
  'ukwa/IAH-20080430204825-00000-blackbook-truncated.warc': { framing: 'WARC/0.17, a draft before the standard' },
  'ukwa/IAH-20080430204825-00000-blackbook-truncated.warc.gz': { framing: 'WARC/0.17, a draft before the standard' },
  'ukwa/IAH-urls-wget.warc.gz': {
    'payload-digest': 'wget counts the chunk marks in',
    unique: 'wget gave one id twice',
    'same-event': 'for that reason',
  },
  'ukwa/sopa-wikipedia-homepage.warc.gz': { unique: 'wget gave one id twice', 'same-event': 'for that reason' },
  'warcio.js/example-bad-length.warc': { framing: 'made so: a wrong Content-Length' },
  'warcio.js/example-iana.org-chunked.warc': { 'payload-digest': 'the chunk marks are counted in' },
  'warcio.js/example-url-agnostic-revisit.warc.gz': { framing: 'made so: one line end too many' },
  'warcio.js/example.warc': {
    forbidden: 'metadata has no payload, so no digest of one',
    'warc-fields': 'the last line has no end',
  },
  'warcio.js/example-wget-bad-target-uri.warc.gz': manifest,
  'warcio/example-wget-bad-target-uri.warc.gz': manifest,
  'warcio.js/post-test-more.warc': { 'payload-digest': 'the chunk marks are counted in' },
  'warcio/example-bad-non-chunked.warc.gz': { member: 'made so: all records in one gzip member' },
  'warcio/example-bad.warc.gz.bad': { member: 'made so: all records in one gzip member' },
  'warcio/example-digest.warc': {
    'payload-digest': 'made so: wrong digests',
    'block-digest': 'made so: a digest in base64',
    unique: 'made so: one record copied',
    reference: 'an excerpt without the other records',
  },
  'warcio/example-iana.org-chunked.warc': { 'payload-digest': 'the chunk marks are counted in' },
  'warcio/example-space-in-target-uri.warc.gz': { uri: 'made so: spaces in the address' },
  'warcio/example-trunc.warc': { framing: 'made so: a wrong Content-Length' },
  'warcio/example-wrong-chunks.warc.gz': { framing: 'made so: records cut into wrong gzip members' },
}

const shared = resolve(process.argv[2] ?? '../shared')
const folders = [join(shared, 'bench', 'crawl', 'warc'), join(shared, 'documents', 'warc')]
const tally = { files: 0, records: 0, sound: 0, faulty: 0, wrong: 0 }
for (const folder of folders) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const name of names.filter((one) => /\.warc(\.gz)?(\.bad)?$/.test(one)).toSorted()) {
    const { records, violations } = readWarcStrictly(readFileSync(join(folder, name)))
    const found = [...new Set(violations.map(({ rule }) => rule))].toSorted()
    const reasons = known[name] ?? {}
    const good = found.join() === Object.keys(reasons).toSorted().join()
    tally.files++
    tally.records += records.length
    tally[!good ? 'wrong' : found.length === 0 ? 'sound' : 'faulty']++
    process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${name}: ${records.length} records\n`)
    for (const rule of found) {
      const those = violations.filter((one) => one.rule === rule)
      process.stdout.write(`       ${rule} × ${those.length}: ${reasons[rule] ?? those[0]?.detail}\n`)
    }
  }
}
process.stdout.write(
  `${tally.files} WARC files with ${tally.records} records: ${tally.sound} sound, ${tally.faulty} with known faults ` +
    `that were found, ${tally.wrong} read otherwise than they should be\n`,
)
process.exitCode = tally.wrong === 0 && tally.files > 0 ? 0 : 1
