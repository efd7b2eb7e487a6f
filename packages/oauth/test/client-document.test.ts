import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createDocumentFetch } from '../src/client-document.ts';

const fetchDocument = createDocumentFetch([]);

it('asks for no document without encryption', async () => {
  await expect(fetchDocument('http://agents.example.com/client.json')).rejects.toThrow('https');
});

it('asks no address of a private network', async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end('{}');
  });
  server.on('connection', () => {
    calls += 1;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) {
      await expect(fetchDocument(`https://${host}:${port}/client.json`)).rejects.toThrow('not fetched');
    }
    expect(calls).toBe(0);
  } finally {
    server.close();
  }
});
