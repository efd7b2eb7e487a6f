import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { classifyDatabaseError } from '@ai-sessions/db';
import { createDispatcher } from './src/server/dispatch.ts';
import { createHttpServer } from './src/server/http-server.ts';
import { createPages } from './src/server/pages.ts';
import { provideService } from './src/server/service.ts';
import { startService } from './src/server/start-service.ts';

/** How often a stopping server looks for connections that nothing is sent on any more. */
const CLOSING_INTERVAL_MS = 100;

/**
 * The process: starts the service, puts an HTTP server before it, and stops both in order. Every failure to
 * start ends the process with one line that says what to do.
 */
async function main(): Promise<void> {
  const started = performance.now();
  const starting = startService();
  provideService(starting);
  const service = await starting;
  const { configuration, log } = service;

  const { server, abortResponses } = createHttpServer(
    createDispatcher({
      service,
      rest: service.rest,
      mcp: service.mcp,
      agents: service.agents,
      known: service.known,
      addresses: service.addresses,
      pages: createPages(join(import.meta.dirname, '..')),
      log,
      telemetry: service.telemetry,
      recorder: service.recorder,
      secure: configuration.secureCookies,
      corsOrigins: configuration.CORS_ORIGINS,
      docsPublic: configuration.DOCS_PUBLIC,
      baseUrl: service.address.url,
    }),
    { keepAliveSeconds: configuration.KEEP_ALIVE_SECONDS, secure: configuration.secureCookies },
  );
  server.listen({ port: configuration.PORT, host: configuration.HOST });
  try {
    await once(server, 'listening');
  } catch (error) {
    await service.close();
    throw listenError(error, configuration.PORT);
  }

  const { port } = server.address() as AddressInfo;
  service.address.listensOn(port);
  const url = service.address.url();
  process.env.NEXTAUTH_URL ??= url;

  let stopping = false;
  const stop = async (reason: string, exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'shutting down');
    service.drain();
    await delay(configuration.DRAIN_SECONDS * 1_000);
    const closed = new Promise((resolve) => server.close(resolve));
    // Also those whose answer began before the stop, and told the client that they would stay.
    const closing = setInterval(() => server.closeIdleConnections(), CLOSING_INTERVAL_MS);
    await Promise.race([closed, delay(configuration.SHUTDOWN_SECONDS * 1_000, undefined, { ref: false })]);
    clearInterval(closing);
    abortResponses();
    server.closeAllConnections();
    await service.close().catch((error: unknown) => log.error({ error }, 'failed to shut down cleanly'));
    log.info({ reason }, 'shut down');
    process.exit(exitCode);
  };
  process.on('SIGTERM', () => void stop('SIGTERM', 0));
  process.on('SIGINT', () => void stop('SIGINT', 0));
  process.on('SIGHUP', () => void stop('SIGHUP', 0));
  process.on('uncaughtException', (error) => {
    if (classifyDatabaseError(error) !== 'other') {
      log.warn({ error }, 'database connection lost');
      return;
    }
    log.fatal({ error }, 'uncaught exception');
    void stop('uncaughtException', 1);
  });
  process.on('unhandledRejection', (error) => log.error({ error }, 'unhandled rejection'));
  console.log(`AI Sessions is ready at ${url} (${((performance.now() - started) / 1_000).toFixed(1)} s)`);
}

function listenError(error: unknown, port: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} is taken by another program. Stop it, or set PORT to another port.`);
    case 'EACCES':
      return new Error(`Port ${port} needs more rights. Set PORT to a port above 1023.`);
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
