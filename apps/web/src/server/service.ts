import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Services } from '@ai-sessions/api';
import type { PendingConsent } from '@ai-sessions/oauth';
import type { NextAuthOptions } from 'next-auth';
import type { PageQuery } from './page-queries.ts';
import type { Visitor } from './visitor.ts';

/** What is wrong with the service at the moment, if anything. */
type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly code: 'DatabaseUnavailable' | 'ShuttingDown'; readonly reason: string };

/** The running service, as the server entry and Next's route handlers use it. */
export interface Service {
  readonly services: Services;
  /** Whether links to set a new password are mailed. */
  readonly sendsMail: boolean;
  /** What people call the OpenID provider with which they may sign in; absent when there is none. */
  readonly singleSignOn: string | undefined;
  /** Where the pages link to for traces, with `{traceId}` for the id. */
  readonly traceUrl: string | undefined;
  /** Lets next-auth answer a request, with the options that are given to `answer`. */
  nextAuth(headers: Headers, answer: (options: NextAuthOptions) => Promise<Response>): Promise<Response>;
  /** The agent that waits for whoever looks at its consent page, by the headers of their request. */
  pendingConsent(id: string, headers: Headers): Promise<PendingConsent | undefined>;
  /** Answers an API request that came through Next. */
  fetch(request: Request): Promise<Response>;
  /** Who looks at a page, by the headers of its request; `undefined` for strangers. */
  visitor(headers: Headers): Promise<Visitor | undefined>;
  /** Runs queries for a page, with the rights of who looks at it by the headers of its request. */
  pageQuery(headers: Headers): PageQuery;
  readiness(): Promise<Readiness>;
  /** Says that the service is about to stop: it is not ready any more. */
  drain(): void;
  draining(): boolean;
  /** Closes the database connections and stops the embedded database. */
  close(): Promise<void>;
}

const SLOT = Symbol.for('ai-sessions.service');
const slots = globalThis as { [SLOT]?: Promise<Service> };

/** Makes the service known to the code that Next bundles apart from the server entry. */
export function provideService(service: Promise<Service>): void {
  slots[SLOT] = service;
}

/**
 * The running service. Under `next dev` and on other hosts, where no server entry made one, it is started from
 * its own bundle, which Next must leave alone: it loads native code and files beside its packages.
 */
export function service(): Promise<Service> {
  slots[SLOT] ??= startFromBundle();
  return slots[SLOT];
}

async function startFromBundle(): Promise<Service> {
  const bundle = pathToFileURL(join(process.cwd(), 'dist/start-service.js')).href;
  const started: { startService(): Promise<Service> } = await import(/* turbopackIgnore: true */ bundle);
  return started.startService();
}
