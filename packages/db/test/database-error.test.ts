import { expect, it } from 'vitest';
import { classifyDatabaseError } from '../src/index.ts';
import { instantOf } from '../src/statement/instant.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

it.each([
  '57P01',
  '57P03',
  '08006',
  '53300',
  '55P03',
  '57014',
  'ECONNREFUSED',
  'ECONNRESET',
  'P1001',
  'P2024',
])('takes %s for an outage, also as a cause', (code) => {
  expect(classifyDatabaseError(withCode(code))).toBe('unavailable');
  expect(
    classifyDatabaseError(new Error('outer', { cause: new Error('inner', { cause: withCode(code) }) })),
  ).toBe('unavailable');
  expect(classifyDatabaseError(new AggregateError([withCode(code)]))).toBe('unavailable');
});

it('tells full storage from an outage, and both from everything else', () => {
  expect(classifyDatabaseError(withCode('53100'))).toBe('storageFull');
  expect(classifyDatabaseError(new Error('Connection terminated unexpectedly'))).toBe('unavailable');
  for (const other of [withCode('23505'), withCode('42601'), new Error('x'), null, undefined, 'text', 5]) {
    expect(classifyDatabaseError(other)).toBe('other');
  }
});

it('turns instants of PostgreSQL into those of the wire', () => {
  expect(instantOf('2026-03-02T09:14:05+00:00')).toBe('2026-03-02T09:14:05.000Z');
  expect(instantOf('2026-03-02T09:14:05.1+00:00')).toBe('2026-03-02T09:14:05.100Z');
  expect(instantOf('2026-03-02T09:14:05.123+00:00')).toBe('2026-03-02T09:14:05.123Z');
  expect(instantOf('2026-03-02 09:14:05.12+00')).toBe('2026-03-02T09:14:05.120Z');
  expect(instantOf('2026-03-02T11:14:05.123+02:00')).toBe('2026-03-02T09:14:05.123Z');
});
