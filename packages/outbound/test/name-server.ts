import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import { onTestFinished } from 'vitest';
import { promised } from './target-server.ts';

/**
 * A name server that gives the addresses (IPv4) of `answers` in turn, then those of the last for ever: none means that
 * the name does not exist, undefined that it keeps silent. `queries` counts what it was asked, and `asked` settles when
 * it was asked anything.
 */
export async function serveNames(answers: readonly (readonly string[] | undefined)[]) {
  let queries = 0;
  const { promise: asked, keep: onAsked } = promised<void>();
  const socket = createSocket('udp4', (message, { port, address }) => {
    const { id = 0, questions = [] } = decode(message);
    const addresses = answers[Math.min(queries, answers.length - 1)];
    queries += 1;
    onAsked();
    if (addresses === undefined) return;
    const name = questions[0]?.name ?? '';
    const NXDOMAIN = 3;
    const response = encode({
      type: 'response',
      id,
      flags: addresses.length === 0 ? NXDOMAIN : 0,
      questions,
      answers: addresses.map((data) => ({ type: 'A', name, ttl: 0, data })),
    });
    socket.send(response, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  // It would ask again when an answer does not come at once.
  const resolver = new Resolver({ timeout: 60_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  onTestFinished(async () => {
    resolver.cancel();
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  });
  return { resolve: (name: string) => resolver.resolve4(name), queries: () => queries, asked };
}
