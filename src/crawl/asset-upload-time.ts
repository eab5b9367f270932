/**
 * The bulk import of February 2018 gave files of many years new ids, from `5a74…` to `5a82…`: these tell nothing.
 */
const imported = { from: 0x5a740000, to: 0x5a82ffff }
/** GOV.UK has had media ids since 2013; a time before that or far ahead is no upload. */
const earliest = Date.UTC(2012, 0) / 1000
const latest = Date.UTC(2100, 0) / 1000

/**
 * When a file was uploaded to GOV.UK: the first eight of the 24 hexadecimal digits of a media id are the seconds since
 * 1970 (a MongoDB ObjectId, https://www.mongodb.com/docs/manual/reference/method/ObjectId/). An id is never given to
 * other bytes. Null for other addresses and ids that tell nothing.
 */
export function uploadTimeOf(url: string): Date | null {
  if (!URL.canParse(url)) return null
  const { hostname, pathname } = new URL(url)
  const id = /^\/media\/([0-9a-f]{8})[0-9a-f]{16}\//.exec(pathname)?.[1]
  if (id === undefined || !/^assets\.(?:[a-z-]+\.)*gov\.uk$/.test(hostname)) return null
  const seconds = Number.parseInt(id, 16)
  if (seconds >= imported.from && seconds <= imported.to) return null
  return seconds < earliest || seconds > latest ? null : new Date(seconds * 1000)
}
