import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The server of a vendor's models, as far as it takes part: it says what it is told to, and keeps what it is asked. */
export interface ScriptedServer {
  readonly url: string;
  /** Bodies of the requests, in their order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a server that answers requests with these bodies, one after the other. */
export async function startScriptedServer(answers: readonly object[]): Promise<ScriptedServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = answers[requests.length];
    requests.push(body);
    response.writeHead(answer ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: 'It was asked more often than it has answers.' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
