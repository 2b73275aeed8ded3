import { expect, test } from 'vitest'
import { addressSubject } from './address-subject.ts'

test.each([
  ['197.248.1.7', '197.248.1.7'],
  ['::ffff:197.248.1.7', '197.248.1.7'],
  ['2c0f:fe38:2401:12ab:1:2:3:4', '2c0f:fe38:2401:12ab::/64'],
  ['2C0F:FE38:2401:12AB::9', '2c0f:fe38:2401:12ab::/64'],
  ['2c0f:fe38:0001::9', '2c0f:fe38:1:0::/64'],
  ['2c0f::1:2:3:4:5', '2c0f:0:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::197.248.1.7', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, subject) => {
  expect(addressSubject(address)).toBe(subject)
})
