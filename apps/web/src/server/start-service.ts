import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  apiErrorOf,
  createContext,
  createGate,
  type RequiredFields,
  readRequiredFields,
  type Services,
} from '@ai-sessions/api';
import { createApplier } from '@ai-sessions/apply';
import { createAuthenticator, createRecoveryThrottle, createSignInThrottle } from '@ai-sessions/auth';
import {
  type Configuration,
  ConfigurationError,
  type Environment,
  ensureSecret,
  readConfiguration,
} from '@ai-sessions/config';
import { roles } from '@ai-sessions/contract';
import {
  classifyDatabaseError,
  createSessionFeed,
  createStorageGuard,
  type Database,
  type Db,
  type EmbeddedPostgres,
  forgetDeadJobs,
  forgetOldBrowserSessions,
  forgetOldKeys,
  forgetOldRecoveries,
  MigrationError,
  migrate,
  openDatabase,
  pendingMigrations,
  purgeDiscardedSessions,
  requeueOrphanedRuns,
  startEmbeddedPostgres,
  startJobQueue,
} from '@ai-sessions/db';
import { createOutbox } from '@ai-sessions/mail';
import {
  createOutbound,
  createVault,
  parseNetworks,
  parseTargets,
  templateProblem,
} from '@ai-sessions/outbound';
import { createRestHandler, type RestEvents, type RestHandler } from '@ai-sessions/rest';
import { checkoutFolder } from './checkout-folder.ts';
import { type ClientAddresses, clientAddresses } from './client-address.ts';
import { logFailure } from './failure-log.ts';
import { fetchHandler } from './fetch-handler.ts';
import { createFirstAdministrator, type FirstAdministrator } from './first-administrator.ts';
import { createLog, type Logger } from './log.ts';
import { answerWithNextAuth } from './next-auth.ts';
import { oidcSettingsOf } from './oidc-settings.ts';
import { outboundCaller } from './outbound-caller.ts';
import type { Readiness, Service, Visitor } from './service.ts';

/** How often old idempotency keys and browser sessions are forgotten. */
const HOUSEKEEPING_MS = 60 * 60 * 1_000;

/** Exports that run at once; each takes a good part of a core. */
const EXPORTS_AT_ONCE = 4;

/** Reviews that wait for current values at once; each asks four functions at a time. */
const REVIEWS_AT_ONCE = 50;

/** Pages that follow sessions at once; each holds a connection. */
const WATCHERS_AT_ONCE = 1_000;

/** How often runs are looked for whose process is gone. */
const LOST_RUNS_MS = 2_000;

/** How long a database that cannot be reached is waited for. */
const DATABASE_PATIENCE_MS = 10_000;

/** Everything a server entry needs. */
export interface RunningService extends Service {
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly database: Database;
  readonly rest: RestHandler;
  readonly addresses: ClientAddresses;
}

/** What a service is started with. */
export interface ServiceOptions {
  /** Where the configuration is read from. */
  readonly environment?: Environment;
  /** Is told of every operation that is called over REST. */
  readonly onCall?: RestEvents['onCall'];
  /** Says to whoever starts the service how to sign in for the first time. */
  readonly announce?: (administrator: FirstAdministrator) => void;
}

/**
 * Starts everything but the HTTP server: configuration, secret, database, migrations, first administrator.
 *
 * @throws ConfigurationError or an error of the database, each with a message that says what to do.
 */
export async function startService({
  environment = process.env,
  onCall,
  announce = announceFirstAdministrator,
}: ServiceOptions = {}): Promise<RunningService> {
  const root = checkoutFolder();
  const configuration = readConfiguration(environment, root);
  const log = createLog(configuration.LOG_LEVEL);
  const embedded = configuration.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(configuration.dataDirectory, 'postgres'), log });
  try {
    return await startOn(configuration, log, root, embedded, { onCall, announce });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function startOn(
  configuration: Configuration,
  log: Logger,
  root: string,
  embedded: EmbeddedPostgres | undefined,
  { onCall, announce }: Required<Pick<ServiceOptions, 'announce'>> & Pick<ServiceOptions, 'onCall'>,
): Promise<RunningService> {
  const url = embedded?.url ?? configuration.DATABASE_URL;
  if (!url) throw new ConfigurationError('Set DATABASE_URL.');
  const migrations = join(root, 'prisma/migrations');
  await migratePatiently(url, migrations, log);

  const grantable = [...roles, ...configuration.EXTRA_ROLES];
  const oidc = oidcSettingsOf(configuration, grantable);
  const database = openDatabase({ url, poolSize: configuration.DATABASE_POOL_SIZE, log });
  const { db } = database;
  const secret =
    configuration.AUTH_SECRET ?? (await ensureSecret(configuration.dataDirectory, 'auth-secret'));
  const { secureCookies } = configuration;
  const signInThrottle = createSignInThrottle(database.pool);
  const authenticator = createAuthenticator({ db, throttle: signInThrottle, secret, secureCookies });
  await createFirstAdministrator(db, configuration, announce);
  const storage = embedded && createStorageGuard({ directory: embedded.dataDirectory, log });
  const housekeeping = setInterval(() => {
    Promise.all([forgetOldKeys(db), forgetOldBrowserSessions(db), forgetOldRecoveries(db)]).catch(
      (error: unknown) => log.warn({ error }, 'what is too old to matter was not forgotten'),
    );
  }, HOUSEKEEPING_MS).unref();

  const { SMTP_URL, MAIL_FROM } = configuration;
  const outbox = SMTP_URL && MAIL_FROM ? createOutbox({ url: SMTP_URL, from: MAIL_FROM, log }) : undefined;

  const outbound = createOutbound(outboundPolicy(configuration));
  const vault = createVault(secret);
  const caller = outboundCaller({ outbound, vault });
  const applier = createApplier({ db, caller, log });
  const queue = startJobQueue({
    pool: database.pool,
    log,
    applySession: (runId) => applier.apply(runId),
    schedule: [
      { name: 'purge_discarded_sessions', cron: '17 * * * *', work: () => purgeAll(db) },
      { name: 'forget_dead_jobs', cron: '47 * * * *', work: () => forgetDeadJobs(database.pool) },
    ],
  });
  const findLostRuns = () =>
    void requeueOrphanedRuns(db).catch((error: unknown) =>
      log.debug({ error }, 'lost runs were not looked for'),
    );
  findLostRuns();
  const lostRuns = setInterval(findLostRuns, LOST_RUNS_MS).unref();
  const feed = createSessionFeed({ url, log });
  const closing = new AbortController();

  const services: Services = {
    db,
    authenticator,
    signInThrottle,
    recoveryThrottle: createRecoveryThrottle(database.pool),
    outbox,
    gate: createGate(configuration.MAX_CONCURRENT_REQUESTS),
    exports: createGate(EXPORTS_AT_ONCE, 0),
    reviews: createGate(REVIEWS_AT_ONCE, 0),
    requiredFields: demandedFields(configuration),
    storageIsFull: () => storage?.isFull() ?? false,
    caller,
    seal: (text, purpose) => vault.seal(text, purpose),
    opens: (sealed, purpose) => vault.open(sealed, purpose) !== undefined,
    mark: (text, purpose) => vault.mark(text, purpose),
    targetProblem: (template) => templateProblem(template) ?? outbound.problem(template),
    feed,
    watchers: createGate(WATCHERS_AT_ONCE, 0),
    closing: closing.signal,
    applyPolicy: {
      needsReview: configuration.APPLY_NEEDS_REVIEW,
      needsSecondPerson: configuration.APPLY_NEEDS_SECOND_PERSON,
    },
    roles: grantable,
    publicUrl: configuration.PUBLIC_URL,
  };
  const rest = createRestHandler({
    onCall,
    onUnknownField: (operation, field, requestId) =>
      log.debug({ requestId, operation, field: field.slice(0, 100) }, 'unknown field ignored'),
    onError: (error, requestId) => logFailure(log, error, requestId),
  });
  const addresses = clientAddresses(configuration.TRUSTED_PROXIES);
  let draining = false;

  return {
    configuration,
    log,
    database,
    rest,
    addresses,
    services,
    sendsMail: outbox !== undefined,
    singleSignOn: oidc?.name,
    nextAuth: (headers, answer) => {
      const origin = {
        requestId: headers.get('x-request-id') ?? 'none',
        address: addresses.ofHeaders(headers),
        userAgent: headers.get('user-agent') ?? undefined,
      };
      return answerWithNextAuth(
        {
          db,
          authenticator,
          secret,
          secureCookies,
          origin,
          oidc,
          log,
          header: (name) => headers.get(name) ?? undefined,
          asPage: /^\s*text\/html/i.test(headers.get('accept') ?? ''),
        },
        answer,
      );
    },
    fetch: fetchHandler({ services, rest, addresses, log, secure: secureCookies }),
    visitor: (headers) => visitorOf(services, headers, addresses.ofHeaders(headers)),
    readiness: async (): Promise<Readiness> => {
      if (draining) return { ready: false, code: 'ShuttingDown', reason: 'This server is stopping.' };
      if (!(await database.ping())) {
        return { ready: false, code: 'DatabaseUnavailable', reason: 'The database cannot be reached.' };
      }
      const pending = await pendingMigrations(database.pool, migrations).catch(() => undefined);
      return pending?.length === 0
        ? { ready: true }
        : { ready: false, code: 'DatabaseUnavailable', reason: 'Migrations are not applied.' };
    },
    drain: () => {
      draining = true;
      applier.drain();
      // What is given back is for other processes; this one would take it again, and drop it.
      void queue.stop();
      closing.abort();
    },
    draining: () => draining,
    close: async () => {
      clearInterval(housekeeping);
      clearInterval(lostRuns);
      applier.drain();
      closing.abort();
      await queue.stop();
      await feed.close();
      await outbound.close();
      storage?.close();
      await outbox?.close();
      await database.close();
      await embedded?.stop();
    },
  };
}

function demandedFields({ REQUIRED_FIELDS }: Configuration): RequiredFields {
  const fields = readRequiredFields(REQUIRED_FIELDS);
  if (!('unknown' in fields)) return fields;
  throw new ConfigurationError(
    `REQUIRED_FIELDS cannot be used: ${fields.unknown} is no field of an operation. Write it like NewAISession.AccountId.`,
  );
}

function outboundPolicy({ OUTBOUND_TARGETS, OUTBOUND_NETWORKS }: Configuration) {
  try {
    return {
      targets: parseTargets(OUTBOUND_TARGETS),
      allowPrivate: parseNetworks(OUTBOUND_NETWORKS),
      // Current values are compared as a whole; of answers to calls, less is kept.
      limits: { excerptChars: 65_536 },
    };
  } catch (error) {
    throw new ConfigurationError(
      `OUTBOUND_TARGETS or OUTBOUND_NETWORKS cannot be used: ${reasonOf(error)} Write them like https://api.example.com and 10.1.0.0/16, with commas.`,
      { cause: error },
    );
  }
}

/** Removes all sessions that were discarded long ago. */
async function purgeAll(db: Db): Promise<void> {
  while ((await purgeDiscardedSessions(db)) > 0);
}

/** A database that is just being started is waited for; one that refuses us is not. */
async function migratePatiently(url: string, folder: string, log: Logger): Promise<void> {
  const deadline = performance.now() + DATABASE_PATIENCE_MS;
  for (;;) {
    try {
      return await migrate(url, { log, folder });
    } catch (error) {
      if (error instanceof MigrationError) throw error;
      if (classifyDatabaseError(error) !== 'unavailable' || performance.now() > deadline) {
        throw new ConfigurationError(
          `The database of DATABASE_URL cannot be used: ${reasonOf(error)}. Check the address, the password and that it runs.`,
          { cause: error },
        );
      }
      await delay(250);
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** Said to whoever starts the service, once, and never written to the log. */
function announceFirstAdministrator({ emailAddress, generatedPassword }: FirstAdministrator): void {
  console.log(`First administrator: ${emailAddress}`);
  if (generatedPassword) console.log(`Password (shown only now): ${generatedPassword}`);
}

async function visitorOf(
  services: Services,
  headers: Headers,
  address: string,
): Promise<Visitor | undefined> {
  const header = (name: string) => (name === 'cookie' ? (headers.get('cookie') ?? undefined) : undefined);
  const context = createContext(services, { requestId: 'page', header, address });
  try {
    return await context.within(() => context.principal());
  } catch (error) {
    const failure = apiErrorOf(error);
    if (failure.code === 'Unauthorized') return undefined;
    throw failure;
  }
}
