import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src/extract/decode-text.ts'

const latin = Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x20, 0x91, 0x61, 0x92])

describe('decodeText()', () => {
  it('goes by a byte order mark whatever is declared', () => {
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x41, 0x00]), 'utf-8')).toBe('A')
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0xc3, 0xa9]), 'windows-1252')).toBe('é')
  })
  it('takes what is valid UTF-8 for UTF-8', () => {
    expect(decodeText(new TextEncoder().encode('café'))).toBe('café')
  })
  it('takes other bytes for windows-1252', () => {
    expect(decodeText(latin)).toBe('café ‘a’')
  })
  it('does not believe a declared UTF-8 that the bytes contradict', () => {
    expect(decodeText(latin, 'utf-8')).toBe('café ‘a’')
  })
  it('keeps UTF-8 with a single broken byte as UTF-8', () => {
    const bytes = new TextEncoder().encode('é'.repeat(50))
    expect(decodeText(Uint8Array.from([...bytes, 0xff]))).toBe(`${'é'.repeat(50)}�`)
  })
  it('goes by a declared charset', () => {
    expect(decodeText(Uint8Array.from([0xb1]), 'iso-8859-2')).toBe('ą')
  })
  it('passes over a charset that nobody knows', () => {
    expect(decodeText(new TextEncoder().encode('é'), 'klingon')).toBe('é')
  })
})
