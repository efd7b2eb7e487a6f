import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, NetworkError } from '../src/index.ts';

const ROW = '{"id":"1"}\n';

let answer: (response: ServerResponse) => void;
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/jsonl' });
  response.write(ROW);
  answer(response);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function rows(options: { timeout?: number; signal?: AbortSignal } = {}) {
  const { port } = server.address() as AddressInfo;
  return createClient({ baseUrl: `http://127.0.0.1:${port}` }).session.export({}, options);
}

it('fails when the answer breaks off, after the rows that came whole', async () => {
  let breakOff = () => {};
  answer = (response) => {
    breakOff = () => response.write('{"id":', () => response.destroy());
  };
  const exported = rows();
  expect((await exported.next()).value).toEqual({ id: '1' });
  breakOff();
  await expect(exported.next()).rejects.toBeInstanceOf(NetworkError);
});

it('fails when the next piece takes too long', async () => {
  answer = () => undefined;
  const exported = rows({ timeout: 1_500 });
  expect((await exported.next()).value).toEqual({ id: '1' });
  await expect(exported.next()).rejects.toMatchObject({ name: 'TimeoutError', timeout: 1_500 });
});

it('ends with the reason of the signal when it is given up', async () => {
  answer = () => undefined;
  const controller = new AbortController();
  const exported = rows({ signal: controller.signal });
  await exported.next();
  const next = exported.next();
  const reason = new Error('The page was left.');
  controller.abort(reason);
  await expect(next).rejects.toBe(reason);
});

it('ends the request when the loop is left', async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (response) => response.once('close', resolve);
  });
  for await (const { id } of rows()) {
    expect(id).toBe('1');
    break;
  }
  await closed;
});
