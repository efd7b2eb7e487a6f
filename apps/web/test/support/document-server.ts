import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A site that has metadata documents of clients, over https. */
export interface DocumentServer {
  /** Its address, by name. */
  readonly url: string;
  /** The requests that it got, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Lets a service believe its certificate. */
  readonly trust: Readonly<Record<string, string>>;
  /** Answers a path from now on; what is not answered is not there. */
  serve(path: string, answer: (response: ServerResponse) => void): void;
  stop(): Promise<void>;
}

/** Starts a {@link DocumentServer} on this machine. */
export async function startDocumentServer(): Promise<DocumentServer> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-documents-'));
  const NODE_EXTRA_CA_CERTS = join(folder, 'certificate.pem');
  await writeFile(NODE_EXTRA_CA_CERTS, cert);
  const requests: IncomingMessage[] = [];
  const answers = new Map<string, (response: ServerResponse) => void>();
  const server = createServer({ key, cert }, (request, response) => {
    requests.push(request);
    const answer = answers.get(request.url ?? '');
    if (answer) answer(response);
    else response.writeHead(404).end('Not here');
  }).listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    trust: { NODE_EXTRA_CA_CERTS },
    serve: (path, answer) => void answers.set(path, answer),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
