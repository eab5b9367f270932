/**
 * Decodes bytes to text: by a byte order mark, else by the declared charset if there is one and the bytes keep to it,
 * else UTF-8 if they are valid UTF-8, else windows-1252.
 *
 * Bytes that are UTF-8 but for a few broken ones stay UTF-8; the broken ones become U+FFFD.
 *
 * @param declared charset label (https://encoding.spec.whatwg.org/#names-and-labels) from a header or the text itself
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const marked = markedCharset(bytes)
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes)
  if (declared !== undefined && !/^utf-?8$/i.test(declared.trim())) {
    const decoded = decodeDeclared(bytes, declared.trim())
    if (decoded !== undefined) return decoded
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const lenient = new TextDecoder('utf-8').decode(bytes)
    return isMostlySound(lenient) ? lenient : decodeWindows1252(bytes)
  }
}

function markedCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function decodeDeclared(bytes: Uint8Array, label: string): string | undefined {
  try {
    // A page that can be read as far as its own declaration is not UTF-16.
    const decoder = new TextDecoder(/^utf-?16/i.test(label) ? 'utf-8' : label, { fatal: true })
    return decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Characters of the bytes 0x80 to 0x9f (https://encoding.spec.whatwg.org/index-windows-1252.txt). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Node 20 decodes windows-1252 as ISO 8859-1, which has control codes for its quotes and dashes. */
function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80] ?? control)
}

/** More letters beyond ASCII came out whole than broken. */
function isMostlySound(text: string): boolean {
  const broken = text.split('�').length - 1
  let beyond = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) beyond++
  return beyond - broken > 2 * broken
}
