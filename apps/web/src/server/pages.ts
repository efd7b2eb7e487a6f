import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type Next from 'next';
import { onFirstUse } from './on-first-use.ts';

/** Answers requests for pages and their files. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Next, with the build in a folder. It is loaded by the first request for a page: it takes longer to start, and more
 * memory, than all the rest, and a process that serves programs alone never needs it.
 */
export function createPages(folder: string): PageHandler {
  const pages = onFirstUse(() => prepare(folder));
  return async (request, response) => (await pages())(request, response);
}

async function prepare(folder: string): Promise<PageHandler> {
  // Not with `import()`, which never tries again what has failed once.
  const next: typeof Next = createRequire(import.meta.url)('next');
  const pages = next({
    dev: false,
    dir: folder,
    customServer: true,
    // Next would listen for upgrades on the server of its first request; this one never gets any.
    httpServer: createServer(),
  });
  await pages.prepare();
  return pages.getRequestHandler();
}
