import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRolesClaim } from '../src/roles-claim.ts';

const KNOWN = ['admins', 'Platform Admins', 'CN=Admins,OU=Groups,DC=example', 'a;b'];
const read = (claims: Record<string, unknown>, claim = 'roles') =>
  readRolesClaim(claims, claim, (name) => KNOWN.includes(name));
const names = (...found: string[]) => ({ kind: 'names', names: found });
const ABSENT = { kind: 'absent' };
const UNREADABLE = { kind: 'unreadable' };

describe('the claim is found', () => {
  it.each([
    ['https://example.com/roles', { 'https://example.com/roles': ['a'] }],
    ['realm_access.roles', { realm_access: { roles: ['a'] } }],
    ['resource_access.my.client.roles', { resource_access: { 'my.client': { roles: ['a'] } } }],
    ['resource_access.my.client.roles', { resource_access: { my: { client: { roles: ['a'] } } } }],
    ['https://example.com/app.roles', { 'https://example.com/app': { roles: ['a'] } }],
    // The whole name comes first.
    ['realm_access.roles', { realm_access: { roles: ['b'] }, 'realm_access.roles': ['a'] }],
    ['a.b.c', { a: { 'b.c': ['b'] }, 'a.b': { c: ['a'] } }],
    // A name that leads nowhere keeps nothing from being found.
    ['a.b.c', { 'a.b': 'text', a: { 'b.c': ['a'] } }],
    ['a.b.c', { 'a.b': { d: 1 }, a: { b: { c: ['a'] } } }],
    ['realm_access.roles', { 'realm_access.roles': null, realm_access: { roles: ['a'] } }],
  ])('%s in %j', (claim, claims) => {
    expect(read(claims, claim)).toEqual(names('a'));
  });

  it('however the parts of its name are grouped, and whatever stands beside it', () => {
    const part = fc.stringMatching(/^[\w:/-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        fc.dictionary(part, fc.jsonValue()),
        (groups, others) => {
          const steps = groups.map((group) => group.join('.'));
          const held = steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), ['a']);
          const claim = steps.join('.');
          const alone = Object(held);
          expect(read(alone, claim)).toEqual(names('a'));
          const beside = Object.entries(others).filter(([name]) => !claim.startsWith(name));
          expect(read({ ...Object.fromEntries(beside), ...alone }, claim)).toEqual(names('a'));
        },
      ),
    );
  });
});

describe('its value is read', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [['a', 5, null, { b: 1 }, ['c'], true], ['a']],
    [{ a: { '2310': 'example.com' }, b: true, c: {} }, ['a', 'b', 'c']],
    [{ a: true, b: false, c: null, d: 'false', e: [], f: 0 }, ['a']],
    [{ a: 'False', b: ' no ', c: '0', d: 'OFF', e: '', f: 'yes' }, ['f']],
    [{ admins: ['org'] }, ['admins']],
    // A list of PHP that has lost its second item.
    [{ '0': 'a', '2': 'Platform Admins' }, ['a', 'Platform Admins']],
    ['a', ['a']],
    [' a ', ['a']],
    ['Platform Admins', ['Platform Admins']],
    ['CN=Admins,OU=Groups,DC=example', ['CN=Admins,OU=Groups,DC=example']],
    ['a;b', ['a;b']],
    ['Some Group,Platform Admins', ['Some Group', 'Platform Admins']],
    ['Some, Group; Platform Admins;', ['Some, Group', 'Platform Admins']],
    ['openid  a b', ['openid', 'a', 'b']],
    ['[a, Some Group]', ['a', 'Some Group']],
    ['[Platform Admins]', ['Platform Admins']],
    ['["a b","c,d"]', ['a b', 'c,d']],
    ['"Some, Group;Platform Admins"', ['Some, Group', 'Platform Admins']],
    ["['a', 'Platform Admins']", ['a', 'Platform Admins']],
    ['{"a":true,"b":false}', ['a']],
    // Names in a list are never taken apart, so that nobody becomes something by the name of a group.
    [
      ['users,admins', 'users admins'],
      ['users,admins', 'users admins'],
    ],
    [{ 'users admins': true }, ['users admins']],
  ])('%j', (value, found) => {
    expect(read({ roles: value })).toEqual(names(...found));
  });

  it.each([[[]], [{}], [''], ['  '], ['[]'], ['[ ]']])('%j is empty', (value) => {
    expect(read({ roles: value })).toEqual(names());
  });

  it.each([[5], [0], [true], [false], [[1, 2]], [[{ name: 'a' }]], [[null]], ['[1]'], [{ '0': 1 }]])(
    '%j cannot be',
    (value) => expect(read({ roles: value })).toEqual(UNREADABLE),
  );

  it('not when it is the object of one role', () => {
    expect(read({ roles: { name: 'admins', id: 5 } })).toEqual(UNREADABLE);
  });

  it('not when it is what holds the claim', () => {
    expect(read({ realm_access: { roles: ['admins'] } }, 'realm_access')).toEqual(UNREADABLE);
  });
});

it.each([
  [{}],
  [{ roles: null }],
  [{ roles: undefined }],
  [{ Roles: ['a'] }],
  // Entra ID, for somebody in more groups than fit into a token.
  [{ _claim_names: { roles: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.example' } } }],
])('%j lacks it', (claims) => {
  expect(read(claims)).toEqual(ABSENT);
});

it('gives an answer to whatever a provider sends', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (claims, claim) => {
      const found = read(claims, claim);
      if (found.kind === 'names') for (const name of found.names) expect(typeof name).toBe('string');
    }),
  );
  expect(read({}, '__proto__.toString')).toEqual(ABSENT);
  expect(read({ roles: '['.repeat(100_000) }).kind).toBe('names');
});
