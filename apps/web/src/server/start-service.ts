import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { type Configuration, type Environment, readConfiguration } from '@ai-sessions/config';
import { roles } from '@ai-sessions/contract';
import {
  createRequestLog,
  createSessionViewers,
  type Database,
  type EmbeddedPostgres,
} from '@ai-sessions/db';
import type { KnownAddresses, McpEndpoint } from '@ai-sessions/mcp';
import { createAuditKeys } from '@ai-sessions/proof';
import { BODY_LIMIT, createRestHandler, type RestEvents, type RestHandler } from '@ai-sessions/rest';
import { checkoutFolder } from './checkout-folder.ts';
import { type ClientAddresses, clientAddresses } from './client-address.ts';
import type { AgentsByOAuth } from './composition/agents.ts';
import { startApplying } from './composition/applying.ts';
import { createAuth } from './composition/auth.ts';
import { sendDigests } from './composition/digests.ts';
import { startHousekeeping } from './composition/housekeeping.ts';
import { keepingRules } from './composition/keeping.ts';
import { createLifecycle } from './composition/lifecycle.ts';
import { createMcp } from './composition/mcp.ts';
import { createOutboundServices } from './composition/outbound.ts';
import { openPersistence, startEmbedded } from './composition/persistence.ts';
import { createServices } from './composition/services.ts';
import {
  callWatch,
  createProcessMetrics,
  restWatch,
  startTraces,
  type Telemetry,
} from './composition/telemetry.ts';
import { startWebhooks } from './composition/webhooks.ts';
import { logFailure } from './failure-log.ts';
import { fetchHandler } from './fetch-handler.ts';
import { createFirstAdministrator, type FirstAdministrator } from './first-administrator.ts';
import { createLog, type Logger } from './log.ts';
import { pageQuery } from './page-queries.ts';
import { type RequestRecorder, requestRecorder } from './request-recorder.ts';
import type { Service } from './service.ts';
import { type ServiceAddress, serviceAddress } from './service-address.ts';
import { VERSION } from './version.ts';
import { visitorOf } from './visitor.ts';

/** Everything a server entry needs. */
export interface RunningService extends Service {
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly database: Database;
  readonly rest: RestHandler;
  readonly mcp: McpEndpoint;
  readonly addresses: ClientAddresses;
  readonly address: ServiceAddress;
  /** Under which names and from which pages agents come. */
  readonly known: KnownAddresses;
  /** How agents come in by OAuth; absent when none do. */
  readonly agents: AgentsByOAuth | undefined;
  readonly telemetry: Telemetry;
  /** Writes requests down; absent where nobody wants that. */
  readonly recorder: RequestRecorder | undefined;
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
  const embedded = await startEmbedded(configuration, log);
  try {
    return await compose({ configuration, log, root, embedded, onCall, announce });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

interface CompositionOptions
  extends Required<Pick<ServiceOptions, 'announce'>>,
    Pick<ServiceOptions, 'onCall'> {
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly root: string;
  readonly embedded: EmbeddedPostgres | undefined;
}

async function compose({
  configuration,
  log,
  root,
  embedded,
  onCall,
  announce,
}: CompositionOptions): Promise<RunningService> {
  const tracing = await startTraces(configuration);
  const persistence = await openPersistence(configuration, {
    embedded,
    migrations: join(root, 'prisma/migrations'),
    log,
    watch: tracing?.statement,
  });
  const requestLog = configuration.REQUEST_LOG
    ? createRequestLog({ pool: persistence.database.pool, log })
    : undefined;
  const telemetry: Telemetry = {
    tracing,
    metrics: await createProcessMetrics(configuration, persistence, requestLog),
    metricsToken: configuration.METRICS_TOKEN,
  };
  const addresses = clientAddresses(configuration.TRUSTED_PROXIES);
  const grantable = [...new Set<string>([...roles, ...configuration.EXTRA_ROLES])];
  const address = serviceAddress(configuration.PUBLIC_URL);
  const auth = await createAuth(configuration, grantable, persistence, { addresses, address, log });
  await createFirstAdministrator(persistence.database.db, configuration, announce);
  const stopHousekeeping = startHousekeeping(persistence.database.db, auth.agents, log);
  const outbound = createOutboundServices(configuration, auth.secret, tracing, log);
  const { caller, outbox } = outbound;
  const { db } = persistence.database;
  const { PUBLIC_URL: publicUrl, REVIEW_REMINDER_DAYS: reminderDays } = configuration;
  const tellDigests = () => sendDigests({ db, outbox, publicUrl, reminderDays });
  const auditKeys = createAuditKeys(db, outbound);
  const applying = startApplying(persistence, {
    caller,
    auditKeys,
    tracing,
    tellDigests,
    expiryDays: configuration.PROPOSAL_EXPIRY_DAYS,
    rules: keepingRules(configuration),
    log,
  });
  const webhooks = startWebhooks(persistence, outbound, publicUrl, telemetry.metrics, log);
  const feed = persistence.openFeed();
  const viewers = createSessionViewers({ db, log });
  const closing = new AbortController();
  // Every stream that is followed listens for it.
  setMaxListeners(0, closing.signal);
  const services = createServices(configuration, {
    persistence,
    auth,
    outbound,
    auditKeys,
    feed,
    viewers,
    wakeWebhooks: webhooks.wake,
    closing: closing.signal,
    roles: grantable,
    watchCall: callWatch(telemetry),
  });
  const rest = createRestHandler({
    onCall,
    onUnknownField: (operation, field, requestId) =>
      log.debug({ requestId, operation, field: field.slice(0, 100) }, 'unknown field ignored'),
    onError: (error, requestId) => logFailure(log, error, requestId),
    onAnswer: restWatch(telemetry),
  });
  const known: KnownAddresses = {
    publicUrl: configuration.PUBLIC_URL,
    hosts: configuration.MCP_HOSTS,
    origins: configuration.CORS_ORIGINS,
  };
  const mcp = createMcp({
    addresses: known,
    bodyLimit: BODY_LIMIT,
    version: VERSION,
    onError: (error, requestId) => logFailure(log, error, requestId),
    onRefused: (error) => log.debug({ reason: error.message }, 'MCP message refused'),
  });
  const { readiness, drain, draining, close } = createLifecycle({
    databaseProblem: persistence.problem,
    closing,
    drain: () => {
      applying.drain();
      webhooks.drain();
    },
    closers: [
      stopHousekeeping,
      applying.stop,
      webhooks.stop,
      mcp.close,
      () => feed.close(),
      () => viewers.close(),
      outbound.close,
      () => requestLog?.close(),
      persistence.close,
      () => embedded?.stop(),
      () => tracing?.stop(),
    ],
  });
  return {
    configuration,
    log,
    database: persistence.database,
    rest,
    mcp,
    addresses,
    address,
    known,
    agents: auth.agents,
    telemetry,
    recorder: requestLog && requestRecorder(requestLog, addresses),
    services,
    sendsMail: outbox !== undefined,
    singleSignOn: auth.oidc?.name,
    traceUrl: configuration.TRACE_URL,
    nextAuth: auth.nextAuth,
    pendingConsent: async (id, headers) =>
      auth.agents?.server?.pending(id, headers.get('cookie') ?? undefined),
    fetch: fetchHandler({ services, rest, mcp, addresses, log, secure: configuration.secureCookies }),
    visitor: (headers) => visitorOf(services, headers, addresses.ofHeaders(headers)),
    pageQuery: (headers) => pageQuery(services, headers, addresses.ofHeaders(headers)),
    readiness,
    drain,
    draining,
    close,
  };
}

/** Printed once to the terminal, and never written to the log. */
function announceFirstAdministrator({ emailAddress, generatedPassword }: FirstAdministrator): void {
  console.log(`First administrator: ${emailAddress}`);
  if (generatedPassword) console.log(`Password (shown only now): ${generatedPassword}`);
}
