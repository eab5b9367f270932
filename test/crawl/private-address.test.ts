import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPrivateAddress } from '../../src/crawl/private-address.ts'

describe('isPrivateAddress()', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback beyond .1', '127.255.3.4'],
    ['this host', '0.0.0.0'],
    ['RFC 1918, 10/8', '10.0.0.1'],
    ['RFC 1918, 172.16/12', '172.31.255.255'],
    ['RFC 1918, 192.168/16', '192.168.1.1'],
    ['link-local, where clouds keep their secrets', '169.254.169.254'],
    ['carrier NAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['unique local', 'fd12:3456::1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 link-local with a zone', 'fe80::1%eth0'],
    ['mapped, dotted', '::ffff:10.0.0.1'],
    ['mapped, in hex', '::ffff:7f00:1'],
    ['mapped, written in full', '0:0:0:0:0:ffff:a9fe:a9fe'],
    ['compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::192.168.0.1'],
    ['6to4', '2002:0a00:0001::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ])('%s: %s is private', (_what, address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each([
    '1.1.1.1',
    '172.32.0.1',
    '172.15.0.1',
    '100.128.0.1',
    '8.8.8.8',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:0808:0808::1',
  ])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  })

  it('says the same of an IPv4 address and of its mapped IPv6 form', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPrivateAddress(`::ffff:${address}`)).toBe(isPrivateAddress(address))
      }),
    )
  })

  it('refuses what is no address', () => {
    expect(() => isPrivateAddress('localhost')).toThrow(TypeError)
  })
})
