import { expect, test } from 'vitest';
import { mayContact, parseNetworks } from '../src/index.ts';

test.each([
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '127.0.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  'fd00::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2001::7f00:1',
  '2130706433',
  '0177.0.0.1',
  '0x7f000001',
  'localhost',
  '',
])('%s is not contacted', (address) => {
  expect(mayContact(address)).toBe(false);
});

test('public addresses and allowed networks are contacted', () => {
  expect(mayContact('8.8.8.8')).toBe(true);
  expect(mayContact('2606:4700::1111')).toBe(true);
  expect(mayContact('10.1.2.3', parseNetworks('10.0.0.0/8'))).toBe(true);
  expect(mayContact('127.0.0.1', parseNetworks('10.0.0.0/8, fd00::/8'))).toBe(false);
});
