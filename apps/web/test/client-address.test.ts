import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientAddresses, clientAddresses } from '../src/server/client-address.ts';

/** What a server answers is up to the test that asks. */
let answer: (request: IncomingMessage) => string;
let server: Server;

beforeAll(async () => {
  server = createServer((incoming, response) => response.end(answer(incoming)));
  // On all addresses, as the service does: where there is IPv6, peers of IPv4 appear as `::ffff:127.0.0.1`.
  server.listen(0);
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Sends a request from an address of this machine. */
async function ask(headers: Record<string, string | string[]>, localAddress = '127.0.0.1'): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const outgoing = request({ host: '127.0.0.1', port, headers, localAddress, agent: false }).end();
  const [incoming] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return text;
}

const seenBy = (addresses: ClientAddresses, forwardedFor: string | string[], from?: string) => {
  answer = (incoming) => addresses.of(incoming);
  return ask({ 'X-Forwarded-For': forwardedFor }, from);
};

describe('the address of a client', () => {
  it('is the other end of the connection, whatever it claims', async () => {
    expect(await seenBy(clientAddresses([]), '203.0.113.7')).toBe('127.0.0.1');
    expect(await seenBy(clientAddresses(['10.0.0.0/8', '127.0.0.9']), '203.0.113.7')).toBe('127.0.0.1');
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7,10.1.2.3 , ::ffff:10.9.9.9', '203.0.113.7'],
    [['198.51.100.1', '203.0.113.7'], '203.0.113.7'],
    ['2001:DB8:0:0::7', '2001:db8::7'],
    ['10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['', '127.0.0.1'],
    ['203.0.113.7, unknown', '127.0.0.1'],
    ['203.0.113.7, <script>, 10.2.2.2', '10.2.2.2'],
    ['0x7f.1', '127.0.0.1'],
  ])('is the nearest one that is no proxy of ours: %j', async (forwardedFor, expected) => {
    const addresses = clientAddresses(['127.0.0.0/8', '10.0.0.0/8', 'fd00::/8']);
    expect(await seenBy(addresses, forwardedFor)).toBe(expected);
  });

  it('depends on which of our own addresses a request comes from', async () => {
    const addresses = clientAddresses(['127.0.0.2']);
    expect(await seenBy(addresses, '203.0.113.7', '127.0.0.2')).toBe('203.0.113.7');
    expect(await seenBy(addresses, '203.0.113.7', '127.0.0.3')).toBe('127.0.0.3');
  });
});

describe('a request that goes through Next', () => {
  it('keeps its address, and nothing that was claimed', async () => {
    const addresses = clientAddresses(['127.0.0.1']);
    answer = (incoming) => {
      addresses.forwardToNext(incoming);
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]),
      );
      const claims = [...headers.keys()].filter((name) => /forwarded|real-ip/.test(name));
      return `${addresses.ofHeaders(headers)} ${claims}`;
    };
    const claimed = {
      'X-Forwarded-For': '203.0.113.7',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Real-Ip': '198.51.100.1',
      Forwarded: 'for=198.51.100.1;host=evil.example',
    };
    expect(await ask(claimed)).toBe('203.0.113.7 ');
  });

  it('has an address where no connection is known only if proxies are trusted to tell it', () => {
    const headers = new Headers({ 'X-Forwarded-For': '198.51.100.1, 203.0.113.7, 10.2.2.2' });
    expect(clientAddresses([]).ofHeaders(headers)).toBe('unknown');
    expect(clientAddresses(['10.0.0.0/8']).ofHeaders(headers)).toBe('203.0.113.7');
    expect(clientAddresses(['10.0.0.0/8']).ofHeaders(new Headers())).toBe('unknown');
  });
});
