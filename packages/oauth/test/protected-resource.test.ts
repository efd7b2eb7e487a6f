import { expect, it } from 'vitest';
import { consentIdIn, verbsOf } from '../src/paths.ts';
import {
  bearerChallenge,
  isResourceMetadata,
  resourceMetadata,
  resourceOf,
} from '../src/protected-resource.ts';

const issuer = 'https://sessions.example.com';
const resource = resourceOf(issuer);

it('tells clients where to get a token, with the path of the resource and without', () => {
  expect(resourceMetadata({ resource, issuer })).toMatchObject({
    resource: 'https://sessions.example.com/mcp',
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
  });
  expect(
    ['', '/mcp', '/other', '/mcp/'].map((path) =>
      isResourceMetadata(`/.well-known/oauth-protected-resource${path}`),
    ),
  ).toEqual([true, true, false, false]);
});

it('says in its challenge whether a token was refused', () => {
  const metadata =
    'resource_metadata="https://sessions.example.com/.well-known/oauth-protected-resource/mcp"';
  expect(bearerChallenge({ resource, issuer }, false)).toBe(`Bearer ${metadata}, scope="mcp"`);
  expect(bearerChallenge({ resource, issuer }, true)).toMatch(
    /^Bearer error="invalid_token", .*resource_metadata=/,
  );
});

it('knows its paths and their verbs', () => {
  expect(verbsOf('/oauth/token')).toEqual(['POST']);
  expect(verbsOf('/oauth/authorize/a-b_1')).toEqual(['GET']);
  expect(verbsOf('/oauth/authorize/a/b')).toBeUndefined();
  expect(verbsOf('/oauth/session/end')).toBeUndefined();
  expect(consentIdIn('/oauth/consent/a-b_1')).toBe('a-b_1');
  expect(consentIdIn('/oauth/consent/../x')).toBeUndefined();
});
