import { ListAISessions, PatchUser } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { bindPairs } from '../src/binding.ts';

describe('a list in a query or a form', () => {
  it.each(['', ',', ' , ', ',,,'])('that holds nothing (%j) is left out, and takes nothing away', (value) => {
    expect(bindPairs(PatchUser, [{ name: 'roles', value }])).toEqual({});
    expect(bindPairs(ListAISessions, [{ name: 'accountIds', value }])).toEqual({});
  });

  it('has no entry where nothing stands between commas', () => {
    const pairs = [
      { name: 'roles', value: ',Manager,' },
      { name: 'roles', value: ',' },
    ];
    expect(bindPairs(PatchUser, pairs)).toEqual({ roles: ['Manager'] });
  });

  it('is emptied by saying so', () => {
    expect(bindPairs(PatchUser, [{ name: 'roles', value: '[]' }])).toEqual({ roles: [] });
  });

  it('may be named as PHP and axios name lists, and nothing else may', () => {
    const named = (...names: readonly string[]) => names.map((name, n) => ({ name, value: `a${n}` }));
    const unknown: string[] = [];
    const bind = (...names: readonly string[]) =>
      bindPairs(ListAISessions, named(...names), (name) => unknown.push(name));
    expect(bind('accountIds[]', 'accountIds[]')).toEqual({ accountIds: ['a0', 'a1'] });
    expect(bind('AccountIds[0]', 'accountIds[1]')).toEqual({ accountIds: ['a0', 'a1'] });
    expect(bind('text[]', 'accountIds[x]', 'accountIds[][]', '[]')).toEqual({});
    expect(unknown).toEqual(['text[]', 'accountIds[x]', 'accountIds[][]', '[]']);
  });
});
