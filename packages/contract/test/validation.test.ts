import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ApiError,
  ListAISessions,
  ListAuditEvents,
  NewAccount,
  NewAISession,
  NewAIUsageEntries,
  PatchAISession,
  parseRequest,
} from '../src/index.ts';

function faultsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError)
      return error.fields.map(({ fieldName, errorCode }) => `${fieldName} ${errorCode}`);
    throw error;
  }
  return [];
}

const purposeFaults = (purpose: unknown) => faultsOf(() => parseRequest(NewAISession.request, { purpose }));

describe('a purpose', () => {
  it('may have 2,000 characters of any plane, not one more', () => {
    for (const character of ['a', 'é', '\u{1f600}']) {
      expect(purposeFaults(character.repeat(2_000))).toEqual([]);
      expect(purposeFaults(character.repeat(2_001))).toEqual(['Purpose MaximumLength']);
    }
  });

  it('is trimmed, keeps newlines and tabs, and refuses other control characters', () => {
    expect(parseRequest(NewAISession.request, { purpose: '  a\n\tb ' })).toEqual({ purpose: 'a\n\tb' });
    for (const character of ['\u0000', '\r', '\u001b', '\u007f', '\u0085']) {
      expect(purposeFaults(`a${character}b`)).toEqual(['Purpose InvalidCharacters']);
    }
  });

  it('refuses half of a surrogate pair, which no database can hold', () => {
    expect(purposeFaults('a\ud800b')).toEqual(['Purpose InvalidCharacters']);
  });

  it('is kept exactly when it is accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        if (purposeFaults(text).length > 0) return;
        expect(parseRequest(NewAISession.request, { purpose: text }).purpose).toBe(text.trim());
      }),
    );
  });
});

it('creates without a purpose or an account, and takes an empty account for none', () => {
  expect(parseRequest(NewAISession.request, {})).toEqual({});
  expect(parseRequest(NewAISession.request, { accountId: '' }).accountId).toBeUndefined();
});

it('tells a purpose that is cleared from one that is left alone', () => {
  expect(parseRequest(PatchAISession.request, { sessionId: 's', purpose: '' }).purpose).toBe('');
  expect(parseRequest(PatchAISession.request, { sessionId: 's' })).not.toHaveProperty('purpose');
});

it('drops what a client may not set', () => {
  const given: unknown = JSON.parse(
    '{"id":"x","dateCreated":"x","createdBy":"x","version":9,"roles":["x"],"__proto__":{"purpose":"x"}}',
  );
  expect(parseRequest(NewAISession.request, given)).toEqual({});
});

it('lists every field at fault by its declared name', () => {
  expect(faultsOf(() => parseRequest(NewAISession.request, { accountId: 5, purpose: {} }))).toEqual([
    'AccountId InvalidType',
    'Purpose InvalidType',
  ]);
  expect(faultsOf(() => parseRequest(NewAccount.request, {}))).toEqual(['Name NotEmpty']);
  const list = { page: -1, countPerPage: 1_001, sortOrder: 'Sideways', specificIds: ['a', ''] };
  expect(faultsOf(() => parseRequest(ListAISessions.request, list)).sort()).toEqual([
    'CountPerPage OutOfRange',
    'Page OutOfRange',
    'SortOrder InvalidValue',
    'SpecificIds[1] NotEmpty',
  ]);
});

it('names a field inside of another as it is declared, too', () => {
  const entry = { accountId: 'a', externalId: 'x', aiMinutes: 1, startDate: '2026-03-02T08:15:00Z' };
  const entries = [entry, { ...entry, aiMinutes: 1e9, startDate: '2026-02-30T00:00:00Z' }];
  expect(faultsOf(() => parseRequest(NewAIUsageEntries.request, { entries })).sort()).toEqual([
    'Entries[1].AIMinutes OutOfRange',
    'Entries[1].StartDate InvalidValue',
  ]);
  const billingSettings = { base: { baseCost: -1 } };
  expect(faultsOf(() => parseRequest(NewAccount.request, { name: 'n', billingSettings }))).toEqual([
    'BillingSettings.Base.BaseCost OutOfRange',
  ]);
});

it('bounds filters by ids', () => {
  const ids = Array.from({ length: 201 }, (_, index) => `id-${index}`);
  expect(faultsOf(() => parseRequest(ListAISessions.request, { accountIds: ids }))).toEqual([
    'AccountIds OutOfRange',
  ]);
  expect(faultsOf(() => parseRequest(ListAISessions.request, { accountIds: ids.slice(1) }))).toEqual([]);
});

describe('an instant', () => {
  const from = (text: string) => parseRequest(ListAuditEvents.request, { from: text }).from;

  it('may be written as .NET clients do, in milliseconds, whatever offset follows', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1900-01-01T00:00:00Z'),
          max: new Date('8999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        fc.constantFrom('', '+0000', '-0000', '+0200', '-1130'),
        (date, offset) => {
          expect(from(`/Date(${date.getTime()}${offset})/`)).toBe(date.toISOString());
        },
      ),
    );
    for (const text of ['/Date()/', '/Date(1.5)/', '/Date(1)', 'Date(1)', '/Date(1+00)/', '/Date(NaN)/']) {
      expect(faultsOf(() => from(text))).toEqual(['From InvalidValue']);
    }
    expect(faultsOf(() => from('/Date(-99999999999999)/'))).not.toEqual([]);
  });
});
