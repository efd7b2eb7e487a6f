import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../src/generated/operations.ts';
import { prepare } from '../src/request.ts';

const { session, auth } = operations;
const ids = fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => !/^\.{1,2}$/.test(id));

describe('a path', () => {
  it('leads to its operation whatever an id is made of', () => {
    fc.assert(
      fc.property(ids, ids, (sessionId, actionId) => {
        const { target } = prepare(session.deleteAction, { sessionId, actionId });
        const { pathname, search, hash } = new URL(`https://sessions.example.com${target}`);
        const segments = pathname.split('/').map(decodeURIComponent);
        expect(segments).toEqual(['', 'ai', 'sessions', sessionId, 'actions', actionId]);
        expect(search + hash).toBe('');
      }),
    );
  });

  it.each(['', '.', '..'])(
    'is refused with the id %j, which would lead to another operation',
    (sessionId) => {
      expect(() => prepare(session.delete, { sessionId })).toThrow(TypeError);
    },
  );

  it('is refused without its id', () => {
    expect(() => prepare(session.clearActions, {})).toThrow('ClearAISessionActions needs sessionId.');
  });

  it('is the shorter one when a field may be left out', () => {
    expect(prepare(auth.signIn, { userName: 'ann@example.com' }).target).toBe('/auth');
    expect(prepare(auth.signIn, { provider: 'credentials' }).target).toBe('/auth/credentials');
  });
});

it('puts into the query what a GET is narrowed down by', () => {
  const { target, body } = prepare(session.list, { text: 'a&b=c', accountIds: ['1', '2'], all: undefined });
  expect(body).toBeUndefined();
  expect([...new URL(`https://sessions.example.com${target}`).searchParams]).toEqual([
    ['text', 'a&b=c'],
    ['accountIds', '1'],
    ['accountIds', '2'],
  ]);
});

it('keeps the path out of the body', () => {
  const { body } = prepare(session.patch, { sessionId: '1', purpose: 'New' });
  expect(JSON.parse(body ?? '')).toEqual({ purpose: 'New' });
});
