import { isIPv6 } from 'node:net'

/**
 * What limits are counted by for a client's address: an IPv4 address itself, the /64 of an IPv6 address, because a
 * single subscriber has all of a /64 to choose from. An IPv4 address written as IPv6 is the IPv4 address.
 */
export function addressSubject(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  return `${networkGroups(address).join(':')}::/64`
}

function networkGroups(address: string): string[] {
  const [withoutZone = ''] = address.split('%')
  const [head = '', tail] = withoutZone.split('::')
  const before = groups(head)
  const after = groups(tail ?? '')
  const omitted = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(omitted).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
}

function groups(text: string): string[] {
  if (text === '') return []
  // An IPv4 ending stands for two groups, which are never among the first four.
  return text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
