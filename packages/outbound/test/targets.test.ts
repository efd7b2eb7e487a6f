import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutbound, parseNetworks, parseTargets } from '../src/index.ts';
import { serveHttp } from './target-server.ts';

const problemOf = (targets: string, url: string, allowPrivate = '') =>
  createOutbound({ targets: parseTargets(targets), allowPrivate: parseNetworks(allowPrivate) }).problem(url);

const NOT_ALLOWED = 'The target is not among those that may be called.';

test.each([
  ['https://api.example.com', 'https://api.example.com/a?b=c#d'],
  ['https://api.example.com', 'HTTPS://API.EXAMPLE.COM:443/'],
  ['https://api.example.com', 'https://api.example.com./'],
  ['https://api.example.com.', 'https://api.example.com/'],
  [' http://a.example , https://api.example.com,', 'https://api.example.com/'],
  ['https://*.example.com', 'https://a.b.example.com/'],
  ['https://*.bücher.example', 'https://a.xn--bcher-kva.example/'],
  ['http://localhost:8080', 'http://localhost:8080/'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/a'],
  ['https://api.example.com/hooks', 'https://api.example.com/hooks?a'],
  ['https://api.example.com/hooks', 'https://api.example.com/x/../hooks/{id}'],
  ['http://8.8.8.8', 'http://134744072/'],
])('%s allows %s', (targets, url) => expect(problemOf(targets, url)).toBeUndefined());

test.each([
  ['', 'https://api.example.com/'],
  ['https://api.example.com', 'http://api.example.com/'],
  ['https://api.example.com', 'https://api.example.com:8443/'],
  ['https://api.example.com', 'https://api.example.com.evil.example/'],
  ['https://api.example.com', 'https://api.example.com../'],
  ['https://api.example.com', 'https://evil.example/@api.example.com'],
  ['https://api.example.com', 'https://evil.example\\@api.example.com/'],
  ['https://*.example.com', 'https://example.com/'],
  ['https://*.example.com', 'https://evilexample.com/'],
  ['https://*.example.com', 'https://.example.com/'],
  ['https://*.example.com', 'https://a..example.com/'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks'],
  ['https://api.example.com/hooks', 'https://api.example.com/hooksmith'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/../admin'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/%2e%2e/admin'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/%252e%252e/admin'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/..%2fadmin'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/..%5Cadmin'],
  ['https://api.example.com/hooks/', 'https://api.example.com/hooks/..;/admin'],
])('%s does not allow %s', (targets, url) => expect(problemOf(targets, url)).toBe(NOT_ALLOWED));

test('an address that cannot be called says why', () => {
  const allowed = 'https://api.example.com';
  expect(problemOf(allowed, 'api.example.com')).toBe('The address is not valid.');
  expect(problemOf(allowed, 'file:///etc/passwd')).toBe('The address is not an http or https one.');
  expect(problemOf(allowed, 'https://u:p@api.example.com/')).toBe('The address carries credentials.');
});

test.each([
  'http://localhost:8080x',
  'api.example.com',
  'ftp://api.example.com',
  'https:///api.example.com',
  'https://u:secret@api.example.com',
  'https://api.example.com/?a',
  'https://api.example.com/#a',
  'https://*',
  'https://*.',
  'https://api.*.com',
  'https://*.*.com',
  'https://*.0.0.1',
])('the target %s is a mistake', (entry) => {
  expect(() => parseTargets(`https://api.example.com,${entry}`)).toThrow(/target/);
  expect(() => parseTargets(entry)).not.toThrow(/secret/);
});

test('networks are read once, mistakes are named', () => {
  expect(parseNetworks(' ')).toEqual([]);
  expect(parseNetworks('10.0.0.0/8, 127.0.0.1,fd00::/8,::1').map(([, bits]) => bits)).toEqual([
    8, 32, 8, 128,
  ]);
  for (const entry of ['10/8', '10.0.0.0/33', '0x7f.0.0.1', 'localhost', 'fd00::/129'])
    expect(() => parseNetworks(`10.0.0.0/8,${entry}`)).toThrow(entry);
});

test('no form of an address of this machine is contacted, even where the target is allowed', async () => {
  let contacts = 0;
  const port = await serveHttp((_, response) => {
    contacts += 1;
    response.end();
  });
  for (const host of [
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '0x7f000001',
    '0.0.0.0',
    '0',
    '１２７.0.0.1',
    'localhost',
    'localhost.',
    'LOCALHOST',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '[fd00::1]',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
  ]) {
    const url = `http://${host}:${port}`;
    const outbound = createOutbound({ targets: parseTargets(url) });
    expect(await outbound.call({ method: 'GET', url, headers: {} }), host).toEqual({
      kind: 'refused',
      reason: 'the target is not at a public address',
    });
  }
  expect(contacts).toBe(0);
});

test('requests that might say more than they should are refused', async () => {
  let contacts = 0;
  const port = await serveHttp((_, response) => {
    contacts += 1;
    response.end();
  });
  const url = `http://127.0.0.1:${port}/`;
  const outbound = createOutbound({ targets: parseTargets(url), allowPrivate: parseNetworks('127.0.0.1') });
  const wrong: Record<string, string>[] = [
    { 'x-a': 'secret\r\nx-b: c' },
    { 'x-a': 'secret\0' },
    { 'x-a': 'secret\u0085' },
    { 'x-a': 'secret\u{1f600}' },
    { 'x-a\r\nx-b': 'secret' },
    { '': 'secret' },
    { Host: 'secret' },
    { 'Transfer-Encoding': 'secret' },
    { 'content-length': 'secret' },
  ];
  for (const headers of wrong) {
    const outcome = await outbound.call({ method: 'POST', url, headers });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  }
  for (const method of ['CONNECT', 'TRACE', 'get', 'GET / HTTP/1.1\r\n', ''])
    expect(await outbound.call({ method, url, headers: {} })).toMatchObject({ kind: 'refused' });
  expect(contacts).toBe(0);
});

const PIECES = [
  ...['https:', 'http:', '//', '/', '\\', '@', ':', '?', '#', '.', '..', ';', '%2e', '%2F', '%00', '*', '\t'],
  ...[
    'api.example.com',
    'example.net',
    'a.example.net',
    'evil.example',
    '。',
    'hooks',
    ':443',
    ':80',
    '[::1]',
  ],
];
const anyUrl = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 6 })
    .map((pieces) => `https://${pieces.join('')}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

test('nothing outside the list is accepted', () => {
  const outbound = createOutbound({
    targets: parseTargets('https://api.example.com/hooks/, https://*.example.net'),
  });
  fc.assert(
    fc.property(anyUrl, (text) => {
      if (outbound.problem(text) !== undefined) return;
      const { protocol, host, username, password, pathname } = new URL(text);
      expect([protocol, username, password]).toEqual(['https:', '', '']);
      expect(host).toMatch(/^(?:api\.example\.com|(?:[^.:]+\.)+example\.net)\.?$/);
      if (/^api\.example\.com\.?$/.test(host)) expect(pathname).toMatch(/^\/hooks\//);
    }),
    { numRuns: 5_000 },
  );
});

test('everything below an entry is accepted', () => {
  const segment = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
  const label = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 1, maxLength: 3 }),
      fc.array(segment, { maxLength: 4 }),
      fc.string(),
      (labels, segments, query) => {
        const url = `https://${labels.join('.')}.example.net/hooks/${segments.join('/')}?${encodeURIComponent(query.toWellFormed())}`;
        expect(problemOf('https://*.example.net/hooks/', url)).toBeUndefined();
      },
    ),
  );
});
