import { AISessionInfo } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { jsConfigOf, writeConfigured } from '../src/js-config.ts';

const session = {
  id: 's1',
  dateCreated: '2026-03-02T09:14:05.120Z',
  purpose: 'ü <b> 2026-03-02T09:14:05.120Z',
  state: 'Applied',
  pendingActions: 0,
};

function written(jsconfig: string, format: 'json' | 'jsv' = 'json'): string {
  const config = jsConfigOf([{ name: 'jsconfig', value: jsconfig }]);
  if (!config) throw new Error('There is no configuration.');
  return writeConfigured(format, session, { kind: 'object', type: AISessionInfo.type }, config);
}

const read = (jsconfig: string) => JSON.parse(written(jsconfig));

describe('jsconfig', () => {
  it.each([
    ['DateHandler:TimestampOffset', '/Date(1772442845120)/'],
    ['dh:to', '/Date(1772442845120)/'],
    ['dh:to,AppendUtcOffset', '/Date(1772442845120+0000)/'],
    ['dh:DCJSCompatible', '/Date(1772442845120)/'],
    ['dh:ISO8601', '2026-03-02T09:14:05.1200000Z'],
    ['dh:iso8601do', '2026-03-02'],
    ['dh:ISO8601DateTime', '2026-03-02 09:14:05'],
    ['dh:RFC1123', 'Mon, 02 Mar 2026 09:14:05 GMT'],
    ['dh:ut', 1772442845],
    ['dh:UnixTimeMs', 1772442845120],
    ['dh:nothing', session.dateCreated],
    ['dh', session.dateCreated],
  ])('writes instants, and only them, with %s', (jsconfig, expected) => {
    const answer = read(jsconfig);
    expect([answer.dateCreated, answer.purpose]).toEqual([expected, session.purpose]);
  });

  it('writes instants in JSV, too', () => {
    expect(written('dh:to', 'jsv')).toContain('dateCreated:/Date(1772442845120)/');
  });

  it.each([
    ['teai', { state: 2 }],
    ['TreatEnumAsInteger:false', { state: 'Applied' }],
    ['edv:yes', { pendingActions: undefined }],
    ['edv:0', { pendingActions: 0 }],
    ['inv', { accountId: null }],
  ])('heeds %s', (jsconfig, expected) => {
    const answer = read(jsconfig);
    expect({ ...answer, ...expected }).toEqual(answer);
  });

  it('escapes what it is told to', () => {
    expect(written('EscapeUnicode')).toContain('"purpose":"\\u00fc <b> 2026');
    expect(written('ehc')).toContain('"purpose":"ü \\u003cb\\u003e 2026');
    expect(read('eu,ehc').purpose).toBe(session.purpose);
  });
});
