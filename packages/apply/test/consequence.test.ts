import type { CallResult } from '@ai-sessions/outbound';
import { describe, expect, it } from 'vitest';
import { consequenceOf } from '../src/run/consequence.ts';

type Answer = Extract<CallResult, { kind: 'answered' }>;

const answered = (status: number, changes: Partial<Answer> = {}): Answer => ({
  kind: 'answered',
  status,
  retryAfter: undefined,
  excerpt: '',
  truncated: false,
  durationMs: 1,
  ...changes,
});
const refused = { kind: 'refused', reason: 'not allowed' } as const;
const notConnected = { kind: 'notConnected', reason: 'nobody there' } as const;
const unknown = { kind: 'unknown', reason: 'cut off' } as const;

const kinds = (result: CallResult, mayHaveTakenEffect: boolean) =>
  [false, true].map((honoursIdempotencyKey) => {
    const consequence = consequenceOf(result, { honoursIdempotencyKey, mayHaveTakenEffect });
    return consequence.kind === 'failed' && consequence.mayHaveTakenEffect ? 'failed?' : consequence.kind;
  });
const sentence = (result: CallResult, honoursIdempotencyKey = false) =>
  consequenceOf(result, { honoursIdempotencyKey, mayHaveTakenEffect: false }).sentence;

describe('what follows from a call', () => {
  it.each([
    [answered(200), 'applied', 'applied'],
    [answered(201), 'applied', 'applied'],
    [answered(204), 'applied', 'applied'],
    [answered(307), 'failed', 'failed'],
    [answered(308), 'failed', 'failed'],
    // Forms are answered so once they were carried out.
    [answered(302), 'failed?', 'failed?'],
    [answered(303), 'failed?', 'failed?'],
    ...[400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 424, 428, 431, 451].map(
      (status) => [answered(status), 'failed', 'failed'] as const,
    ),
    ...[500, 507, 508, 529, 561, 999].map((status) => [answered(status), 'failed?', 'failed?'] as const),
    ...[501, 505, 511].map((status) => [answered(status), 'failed', 'failed'] as const),
    ...[425, 429, 503].map((status) => [answered(status), 'retry', 'retry'] as const),
    // Behind a gateway it may have arrived.
    ...[408, 460, 499, 502, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530, 598, 599].map(
      (status) => [answered(status), 'inDoubt', 'retry'] as const,
    ),
    [refused, 'failed', 'failed'],
    [notConnected, 'retry', 'retry'],
    [unknown, 'inDoubt', 'retry'],
  ] as const)('%j: %s, and %s where the target honours keys', (result, ...expected) => {
    expect(kinds(result, false)).toEqual(expected);
  });

  it('is never a failure after a call that may have taken effect, whatever the answer', () => {
    for (let status = 200; status < 1_000; status++) {
      for (const kind of kinds(answered(status), true))
        expect([status, kind]).not.toEqual([status, expect.stringMatching('failed')]);
    }
    expect(kinds(refused, true)).toEqual(['inDoubt', 'inDoubt']);
    expect(kinds(answered(404), true)).toEqual(['inDoubt', 'inDoubt']);
    expect(kinds(answered(409), true)).toEqual(['inDoubt', 'retry']);
    expect(kinds(answered(200), true)).toEqual(['applied', 'applied']);
  });

  it('says that a repeat may do it twice, or carries the same key', () => {
    expect(sentence(answered(500))).toContain('a repeat may do it twice');
    expect(sentence(answered(500), true)).toContain('a repeat carries the same key');
    expect(sentence(answered(404))).toBe('Answered 404 in 1 ms.');
  });

  it('says why the text of an answer is missing, and is no other for that', () => {
    const unreadable = 'is compressed (zstd) and cannot be shown';
    const compressed = answered(200, { unreadable, truncated: true });
    expect(kinds(compressed, false)).toEqual(['applied', 'applied']);
    expect(sentence(compressed)).toBe(`Answered 200 in 1 ms. Its text ${unreadable}.`);
  });

  it('says that what was taken on may still fail', () => {
    expect(sentence(answered(202))).toContain('is known there alone');
  });
});

describe('an answer that has a status for each part', () => {
  const ofParts = (excerpt: string, changes: Partial<Answer> = {}) => {
    const result = answered(207, { excerpt, ...changes });
    const { kind, sentence } = consequenceOf(result, {
      honoursIdempotencyKey: false,
      mayHaveTakenEffect: false,
    });
    return `${kind}: ${sentence.slice('Answered 207 in 1 ms. '.length)}`;
  };
  const dav = (...statuses: readonly string[]) =>
    `<?xml version="1.0"?>\n<D:multistatus xmlns:D="DAV:">${statuses
      .map((status) => `<D:response><D:href>/a</D:href><D:status>HTTP/1.1 ${status}</D:status></D:response>`)
      .join('')}</D:multistatus>`;

  it.each([
    ['2', '1', '[{"id":1,"status":200},{"id":2,"status":409,"error":"taken"}]'],
    ['3', '1', '{"results":[{"statusCode":201},{"statusCode":"204"},{"statusCode":500}]}'],
    [
      '2',
      '1',
      '{"status":207,"data":[{"http_status":200},{"http_status":404,"errors":[{"code":"x"},{"code":"y"}]}]}',
    ],
    ['2', '1', '{"succeeded":["a"],"failed":["b"]}'],
    ['2', '1', '{"failed":[{"id":"b","status":404}],"succeeded":[{"id":"a"}]}'],
    [
      '2',
      '1',
      '{"errors":true,"items":[{"index":{"_id":"1","status":201}},{"index":{"_id":"2","status":400,"error":{"type":"x"}}}]}',
    ],
    ['3', '1', '{"processed":3,"successCount":2,"failedCount":1}'],
    ['2', '1', '{"successfulItems":["a"],"failed_items":["b"]}'],
    ['2', '1', '[{"success":true},{"success":false,"errors":[{"statusCode":"REQUIRED"}]}]'],
    [
      '2',
      '1',
      '{"responses":[{"id":"1","status":200,"body":{"state":"Failed","status":404}},{"id":"2","status":429}]}',
    ],
    ['2', '1', '{"a":{"status":"ok"},"b":{"status":"FAILED"}}'],
    ['2', '1', dav('200 OK', '423 Locked')],
    ['2', '1', '<m><status>200</status><status>500</status></m>'],
  ])('is in doubt when some of %s failed: %s', (total, failed, text) => {
    expect(ofParts(text)).toMatch(new RegExp(`^inDoubt: ${failed} of ${total} parts failed`));
  });

  it.each([
    '[{"id":1,"status":200},{"id":2,"status":201}]',
    '{"status":207,"results":[{"status":"HTTP/1.1 204 No Content","error":null,"errors":[]}]}',
    '{"succeeded":["a","b"],"failed":[]}',
    '{"successCount":2,"errorCount":0,"errors":[]}',
    '{"errors":false,"items":[{"create":{"status":201}}]}',
    dav('200 OK', '201 Created'),
  ])('is applied when none failed: %s', (text) => {
    expect(ofParts(text)).toBe('applied: All its parts succeeded.');
  });

  it('has failed when all did, and says with which statuses', () => {
    expect(ofParts(dav('423 Locked', '507 Insufficient Storage', '423 Locked'))).toMatch(
      /^failed: Its parts failed \(423, 507\)\./,
    );
  });

  it.each([
    ['', {}],
    ['{"done":true}', {}],
    ['[[[', {}],
    ['plain', {}],
    ['', { unreadable: 'is no text' }],
    ['[{"status":200},', { truncated: true }],
  ] as const)('is not applied without a word when it cannot be read: %j', (text, changes) => {
    expect(ofParts(text, changes)).toMatch(
      /^applied: .*whether all of them succeeded cannot be read from it\.$/,
    );
  });
});
