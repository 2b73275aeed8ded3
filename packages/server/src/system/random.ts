import { randomBytes, randomInt } from 'node:crypto'
import type { Clock, Random } from '../context.ts'

/** The operating system's randomness. */
export function createSystemRandom(clock: Clock): Random {
  return {
    bytes: (count) => randomBytes(count),
    integer: (below) => randomInt(below),
    uuid: () => uuidAt(clock.now(), randomBytes(10)),
  }
}

/** A version 7 UUID: 48 bits of milliseconds, then ten random bytes of which six bits say the version and variant. */
export function uuidAt(at: Date, random: Buffer): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  random.copy(bytes, 6, 0, 10)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
