import { BlockList, isIP } from 'node:net'

/*
 * IANA's special-purpose address registries (RFC 6890 and its successors): what is not reachable on the public
 * Internet, and multicast. https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const ipv4Ranges: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

const ipv6Ranges: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

/** An IPv4 address as a 6to4 prefix: 10.1.2.3 as 2002:0a01:0203:: (RFC 3056). */
function as6to4(address: string): string {
  const hex = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))
  return `2002:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}::`
}

const blocked = new BlockList()
for (const [address, prefix] of ipv6Ranges) blocked.addSubnet(address, prefix, 'ipv6')
for (const [address, prefix] of ipv4Ranges) {
  blocked.addSubnet(address, prefix, 'ipv4')
  // The forms in which IPv6 carries an IPv4 address: mapped, NAT64 and 6to4.
  blocked.addSubnet(`::ffff:${address}`, 96 + prefix, 'ipv6')
  blocked.addSubnet(`64:ff9b::${address}`, 96 + prefix, 'ipv6')
  blocked.addSubnet(as6to4(address), 16 + prefix, 'ipv6')
}

/**
 * Whether an IP address (without brackets) is private, loopback, link-local or otherwise not public, in any of the
 * forms of IPv4 and IPv6.
 *
 * @throws {TypeError} where the text is no IP address
 */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  const version = isIP(plain)
  if (version === 0) throw new TypeError(`no IP address: ${address}`)
  return blocked.check(plain, version === 6 ? 'ipv6' : 'ipv4')
}
