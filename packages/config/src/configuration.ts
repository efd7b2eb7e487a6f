import { resolve } from 'node:path';
import { z } from 'zod';
import { roleMap } from './role-map.ts';

/** A variable of the environment: how it is read and what it means. The README's table is checked against this. */
interface Variable<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** Shown in the README as the default. */
  readonly fallback: string;
  readonly meaning: string;
}

function variable<Schema extends z.ZodType>(
  schema: Schema,
  fallback: string,
  meaning: string,
): Variable<Schema> {
  return { schema, fallback, meaning };
}

const port = z.coerce.number().int().min(0).max(65_535);
const positive = z.coerce.number().int().positive();
const limit = z.coerce.number().int().min(0).max(1_000_000);
const days = z.coerce.number().int().min(0).max(3_650);
/** How long something is kept; 0 for ever. */
const kept = z.coerce.number().int().min(0).max(10_000);
const seconds = z.coerce.number().min(0);

/** Values with commas between them. */
function list<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item));
}

/** Every variable the service reads. */
export const variables = {
  PORT: variable(port.default(3000), '3000', 'Port to listen on; 0 takes any free one.'),
  HOST: variable(z.string().optional(), 'all addresses', 'Address to listen on.'),
  PUBLIC_URL: variable(
    z.url({ protocol: /^https?$/ }).optional(),
    'http://localhost:PORT',
    'Address under which browsers reach the service. With https, cookies are Secure.',
  ),
  DATABASE_URL: variable(
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'embedded PostgreSQL',
    'PostgreSQL to use instead of the embedded one: the server itself, not a pooler.',
  ),
  DATABASE_POOL_URL: variable(
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'DATABASE_URL',
    'The same database behind PgBouncer or another pooler in transaction mode.',
  ),
  DATABASE_POOL_STATEMENTS: variable(
    z.stringbool().default(false),
    'false',
    'Whether that pooler keeps prepared statements: PgBouncer from 1.21 with `max_prepared_statements`.',
  ),
  DATABASE_READ_URL: variable(
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'none',
    'A streaming replica of the database, which answers lists, searches and exports as long as it keeps up.',
  ),
  DATABASE_POOL_SIZE: variable(positive.max(500).default(16), '16', 'Database connections of one process.'),
  DATA_DIR: variable(
    z.string().default('.data'),
    '.data',
    'Folder for the embedded database and generated secrets.',
  ),
  ADMIN_EMAIL: variable(
    z.email().optional(),
    'admin@localhost.localdomain',
    'Sign-in of the first administrator, created only while there is no user.',
  ),
  ADMIN_PASSWORD: variable(
    z.string().min(8).max(1_000).optional(),
    'generated, printed once',
    'Password of the first administrator: 8 characters or more.',
  ),
  AUTH_SECRET: variable(
    z
      .string()
      .refine((secret) => secret.length >= 32 && new Set(secret).size >= 10, 'too easy to guess')
      .optional(),
    'generated into DATA_DIR',
    'Signs browser sessions: 32 random characters or more. Processes that share a database share it too.',
  ),
  EXTRA_ROLES: variable(
    list(z.string().regex(/^\w{1,100}$/)),
    'none',
    'Roles that can be granted beside SystemAdministrator, Manager and Agent, with commas. They grant nothing here.',
  ),
  OIDC_ISSUER: variable(
    z
      .url()
      .refine(
        (url) => /^https:|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(`${url}/`),
        'needs https',
      )
      .optional(),
    'none',
    'OpenID provider for single sign-on, as it calls itself: `https://login.example.com`.',
  ),
  OIDC_CLIENT_ID: variable(z.string().optional(), 'none', 'Name of this service at the provider.'),
  OIDC_CLIENT_SECRET: variable(z.string().optional(), 'none', 'Secret of this service at the provider.'),
  OIDC_NAME: variable(
    z.string().max(60).default('single sign-on'),
    'single sign-on',
    'What the button says after _Sign in with_.',
  ),
  OIDC_SCOPE: variable(
    z
      .string()
      .regex(/(?:^| )openid(?: |$)/, 'must contain openid')
      .default('openid email profile'),
    'openid email profile',
    'What the provider is asked for.',
  ),
  OIDC_ROLES_CLAIM: variable(
    z.string().optional(),
    'none',
    'Claim with groups or roles, such as `realm_access.roles`. A sign-in that brings it sets the roles.',
  ),
  OIDC_ROLE_MAP: variable(
    roleMap,
    'none',
    'Our role for each of theirs, with commas (`platform-admins=SystemAdministrator`), or as a JSON object.',
  ),
  OIDC_CREATE_USERS: variable(
    z.stringbool().default(false),
    'false',
    'Whether somebody new becomes a user by signing in there; otherwise an administrator makes them first.',
  ),
  OIDC_TRUST_EMAIL: variable(
    z.stringbool().default(false),
    'false',
    'Whether its e-mail addresses count without being marked as verified: only where nobody chooses their own.',
  ),
  MCP_OAUTH: variable(
    z.enum(['embedded', 'provider', 'off']).default('embedded'),
    'embedded',
    'Who lets agents into `/mcp` by OAuth: this service, the `provider` of OIDC_ISSUER, or nobody (`off`).',
  ),
  SMTP_URL: variable(
    z.url({ protocol: /^smtps?$/ }).optional(),
    'none',
    'Mail server for links to a new password and digests: `smtps://user:password@host`. Needs PUBLIC_URL too.',
  ),
  MAIL_FROM: variable(
    z
      .string()
      .regex(/^(?:[^<>@\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u)
      .optional(),
    'none',
    'Sender of e-mail: `AI Sessions <no-reply@example.com>`.',
  ),
  LOG_LEVEL: variable(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    'info',
    'Lowest level that is logged; `debug` has a line for every request.',
  ),
  MAX_CONCURRENT_REQUESTS: variable(
    positive.default(256),
    '256',
    'Requests worked on at once; as many again wait, the rest is answered 503.',
  ),
  TRUSTED_PROXIES: variable(
    list(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])),
    'none',
    'Proxies whose `X-Forwarded-For` is believed, with commas: addresses or networks (`10.0.0.0/8`).',
  ),
  CORS_ORIGINS: variable(
    list(z.union([z.literal('*'), z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)])),
    'none',
    'Origins whose pages may call the API, with commas, or `*`. Cookies are never let through to them.',
  ),
  MCP_HOSTS: variable(
    list(
      z
        .string()
        .regex(/^(?:\*|[\w.-]+)$/)
        .toLowerCase(),
    ),
    'none',
    'Further host names under which agents reach `/mcp`, with commas, or `*`. That of PUBLIC_URL is known.',
  ),
  DOCS_PUBLIC: variable(
    z.stringbool().default(true),
    'true',
    'Whether strangers may read the reference and the OpenAPI document, which hold no data.',
  ),
  REQUIRED_FIELDS: variable(
    list(z.string().regex(/^\w+\.\w+$/)),
    'none',
    'Fields that must not be empty beyond what the API asks, with commas: `NewAISession.AccountId`.',
  ),
  OUTBOUND_TARGETS: variable(
    z.string().default(''),
    'none',
    'Targets of functions and webhooks, with commas: `https://api.example.com`, `https://*.example.com/hooks/`.',
  ),
  OUTBOUND_NETWORKS: variable(
    z.string().default(''),
    'none',
    'Private networks that those addresses may lead to, with commas (`10.1.0.0/16`). Others are refused.',
  ),
  APPLY_NEEDS_REVIEW: variable(
    z.stringbool().default(false),
    'false',
    'Whether a session is applied only with the ETag of what was read in `If-Match`; else 428.',
  ),
  APPLY_NEEDS_SECOND_PERSON: variable(
    z.stringbool().default(false),
    'false',
    'Whether whoever queued or corrected an action may not apply it.',
  ),
  PROPOSALS: variable(
    z.enum(['agents', 'checked', 'any']).default('agents'),
    'agents',
    'Whose actions are queued only if they could be applied: `agents`, everybody (`checked`), or nobody (`any`).',
  ),
  AGENT_CALLS_PER_MINUTE: variable(
    limit.default(600),
    '600',
    'Calls that an agent may make in a minute to one process, unless its key says otherwise; 0 for any number.',
  ),
  AGENT_OPEN_PROPOSALS: variable(
    limit.default(2_000),
    '2000',
    'Actions of an agent that may wait or be returned at once, unless its key says otherwise; 0 for any number.',
  ),
  REVIEW_REMINDER_DAYS: variable(
    days.default(3),
    '3',
    'Days after which an action that waits is overdue, and reviewers are reminded of it; 0 for never.',
  ),
  PROPOSAL_EXPIRY_DAYS: variable(
    days.default(0),
    '0',
    'Days after which an action that nobody has decided on, or revised, is refused by itself; 0 for never.',
  ),
  TRACE_URL: variable(
    z
      .url({ protocol: /^https?$/ })
      .refine((url) => url.includes('{traceId}'), 'must contain {traceId}')
      .optional(),
    'none',
    'Where the pages link to for the trace in which an action was proposed: `https://traces.example.com/{traceId}`.',
  ),
  METRICS_TOKEN: variable(
    z
      .string()
      .regex(/^[\x21-\x7e]{16,1000}$/, 'needs 16 to 1000 visible ASCII characters')
      .optional(),
    'none',
    'Bearer token with which `/metrics` is read, of 16 characters or more. Without it there are no metrics.',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    z.url({ protocol: /^https?$/ }).optional(),
    'none',
    'Collector that traces are sent to by OTLP over HTTP: `http://localhost:4318`. Without it there are none.',
  ),
  RETENTION_AUDIT_MONTHS: variable(
    kept.default(0),
    '0',
    'Whole months before the current one whose audit events are kept; 0 keeps all for ever.',
  ),
  RETENTION_RUN_MONTHS: variable(
    kept.default(0),
    '0',
    'The same for runs of sessions that have nothing left to do; 0 keeps each as long as its session.',
  ),
  RETENTION_DELIVERY_DAYS: variable(
    kept.default(30),
    '30',
    'Days for which deliveries to webhooks are kept; 0 keeps all.',
  ),
  REQUEST_LOG: variable(
    z.stringbool().default(true),
    'true',
    'Whether requests to the API are written down: who, what, when and the outcome, never what they say.',
  ),
  RETENTION_REQUEST_DAYS: variable(
    kept.default(30),
    '30',
    'Whole days before the current one whose requests are kept; 0 keeps all.',
  ),
  KEEP_ALIVE_SECONDS: variable(
    z.coerce.number().positive().max(86_400).default(620),
    '620',
    'How long an idle connection stays open; longer than load balancers keep it, so that they close first.',
  ),
  DRAIN_SECONDS: variable(
    seconds.default(1.5),
    '1.5',
    'How long a stopping server still accepts requests while /readyz already answers 503.',
  ),
  SHUTDOWN_SECONDS: variable(
    seconds.default(20),
    '20',
    'How long a stopping server waits for running requests.',
  ),
} as const satisfies Record<string, Variable>;

type Variables = typeof variables;
type Values = { readonly [Name in keyof Variables]: z.output<Variables[Name]['schema']> };

/** The configuration of the service, read once at start. */
export interface Configuration extends Values {
  /** Absolute path of the data folder. */
  readonly dataDirectory: string;
  /** Whether browsers reach the service over https. */
  readonly secureCookies: boolean;
}

/** A variable that cannot be used. The message names it and says what it must be. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration.
 *
 * @param root Folder that a relative `DATA_DIR` starts from.
 * @throws ConfigurationError with one line for each variable at fault.
 */
export function readConfiguration(environment: Environment, root: string): Configuration {
  const given = Object.fromEntries(
    Object.keys(variables).map((name) => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const shape = Object.fromEntries(Object.entries(variables).map(([name, { schema }]) => [name, schema]));
  const result = (z.object(shape) as unknown as z.ZodType<Values>).safeParse(given);
  if (!result.success) {
    throw new ConfigurationError(result.error.issues.map(describe).join('\n'));
  }
  const values = result.data;
  if (values.SMTP_URL && !(values.MAIL_FROM && values.PUBLIC_URL)) {
    throw new ConfigurationError(
      'SMTP_URL cannot be used alone: set MAIL_FROM to the sender and PUBLIC_URL to the address that links lead to.',
    );
  }
  if (values.DATABASE_POOL_URL && !values.DATABASE_URL) {
    throw new ConfigurationError(
      'DATABASE_POOL_URL cannot be used alone: set DATABASE_URL to the same database without the pooler.',
    );
  }
  if (values.DATABASE_READ_URL && !values.DATABASE_URL) {
    throw new ConfigurationError(
      'DATABASE_READ_URL cannot be used alone: set DATABASE_URL to the primary that it is a replica of.',
    );
  }
  checkOidc(values);
  return {
    ...values,
    dataDirectory: resolve(root, values.DATA_DIR),
    secureCookies: values.PUBLIC_URL?.startsWith('https:') ?? false,
  };
}

function checkOidc(values: Values): void {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL, OIDC_ROLES_CLAIM, OIDC_ROLE_MAP } =
    values;
  if (OIDC_ISSUER && !(OIDC_CLIENT_ID && OIDC_CLIENT_SECRET && PUBLIC_URL)) {
    throw new ConfigurationError(
      'OIDC_ISSUER cannot be used alone: set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET to what the provider gave out, and PUBLIC_URL to the address it leads back to.',
    );
  }
  if (values.MCP_OAUTH === 'provider' && !OIDC_ISSUER) {
    throw new ConfigurationError(
      'MCP_OAUTH=provider needs OIDC_ISSUER: the provider whose access tokens agents send. Set it, or leave MCP_OAUTH out.',
    );
  }
  if ((OIDC_ROLES_CLAIM === undefined) !== (OIDC_ROLE_MAP.size === 0)) {
    throw new ConfigurationError(
      'OIDC_ROLES_CLAIM and OIDC_ROLE_MAP belong together: one names the claim, the other says which role stands for what.',
    );
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const meaning = Object.entries<Variable>(variables).find(([key]) => key === name)?.[1].meaning ?? '';
  return `${name} cannot be used (${issue.message}). ${meaning}`;
}
