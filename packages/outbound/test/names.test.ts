import { expect, test } from 'vitest';
import { serveNames } from './name-server.ts';
import { outboundTo, serveHttp } from './target-server.ts';

/** Servers at an address that may be contacted, and at one that may not, on the same port. */
async function serveBoth() {
  let allowed = 0;
  let forbidden = 0;
  const port = await serveHttp((_, response) => {
    allowed += 1;
    response.end();
  });
  await serveHttp(
    (_, response) => {
      forbidden += 1;
      response.end();
    },
    '127.0.0.2',
    port,
  );
  return { port, contacts: () => ({ allowed, forbidden }) };
}

const NOT_PUBLIC = { kind: 'refused', reason: 'the target is not at a public address' };

test('a name that changes its address between check and connection moves nothing', async () => {
  const { port, contacts } = await serveBoth();
  const names = await serveNames([['127.0.0.1'], ['127.0.0.2']]);
  const { call } = outboundTo(port, {}, { resolve: names.resolve });
  expect(await call()).toMatchObject({ kind: 'answered' });
  expect(names.queries()).toBe(1);
  expect(contacts()).toEqual({ allowed: 1, forbidden: 0 });
  expect(await call()).toEqual(NOT_PUBLIC);
  expect(contacts()).toEqual({ allowed: 1, forbidden: 0 });
});

test('one address that may not be contacted refuses all', async () => {
  const { port, contacts } = await serveBoth();
  for (const addresses of [
    ['127.0.0.1', '127.0.0.2'],
    ['127.0.0.2', '127.0.0.1'],
  ]) {
    const { resolve } = await serveNames([addresses]);
    expect(await outboundTo(port, {}, { resolve }).call()).toEqual(NOT_PUBLIC);
  }
  expect(contacts()).toEqual({ allowed: 0, forbidden: 0 });
});

test('a name that does not exist, or of which nothing is heard, is not connected to', async () => {
  const unknown = await serveNames([[]]);
  expect(await outboundTo(80, {}, { resolve: unknown.resolve }).call()).toEqual({
    kind: 'notConnected',
    reason: 'the name of the target was not found',
  });
  const silent = await serveNames([undefined]);
  expect(await outboundTo(80, { connectMs: 300 }, { resolve: silent.resolve }).call()).toEqual({
    kind: 'notConnected',
    reason: 'no connection within 0.3 s',
  });
  await silent.asked;
});

test.each([
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.2',
  '169.254.169.254',
  '192.168.0.1',
  '::',
  '::1',
  '::ffff:127.0.0.2',
  '64:ff9b::7f00:2',
  '2002:7f00:2::',
  'fd00::1',
  'fe80::1%1',
  'not an address',
])('a name that leads to %s is refused', async (address) => {
  expect(await outboundTo(80, {}, { resolve: async () => [address] }).call()).toEqual(NOT_PUBLIC);
  expect(await outboundTo(80, {}, { resolve: async () => ['127.0.0.1', address] }).call()).toEqual(
    NOT_PUBLIC,
  );
});

test('a resolver that breaks is a name that was not found', async () => {
  const resolve = () => {
    throw new Error('10.0.0.53 is down');
  };
  for (const broken of [resolve, async () => resolve()]) {
    expect(await outboundTo(80, {}, { resolve: broken }).call()).toEqual({
      kind: 'notConnected',
      reason: 'the name of the target was not found',
    });
  }
});
