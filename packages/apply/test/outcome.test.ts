import type { Outcome } from '@ai-sessions/outbound';
import { describe, expect, it } from 'vitest';
import { consequenceOf } from '../src/run/outcome.ts';

const answered = (status: number): Outcome => ({
  kind: 'answered',
  status,
  retryAfter: undefined,
  excerpt: '',
  truncated: false,
  durationMs: 1,
});

describe('what follows from a call', () => {
  it.each([
    [answered(200), 'applied', 'applied'],
    [answered(204), 'applied', 'applied'],
    [answered(302), 'failed', 'failed'],
    [answered(404), 'failed', 'failed'],
    [answered(500), 'failed', 'failed'],
    [answered(429), 'retry', 'retry'],
    [answered(503), 'retry', 'retry'],
    // Behind a gateway it may have arrived.
    [answered(502), 'inDoubt', 'retry'],
    [answered(504), 'inDoubt', 'retry'],
    [{ kind: 'refused', reason: 'not allowed' }, 'failed', 'failed'],
    [{ kind: 'notConnected', reason: 'nobody there' }, 'retry', 'retry'],
    [{ kind: 'unknown', reason: 'cut off' }, 'inDoubt', 'retry'],
  ] as const)('%j: %s, and %s where the target honours keys', (outcome, without, honouring) => {
    expect(consequenceOf(outcome, { honoursIdempotencyKey: false }).kind).toBe(without);
    expect(consequenceOf(outcome, { honoursIdempotencyKey: true }).kind).toBe(honouring);
  });
});
