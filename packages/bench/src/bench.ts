import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newApiKey } from '@ai-sessions/auth';
import {
  type Database,
  findUserByEmail,
  migrate,
  openDatabase,
  startEmbeddedPostgres,
  storeApiKey,
} from '@ai-sessions/db';
import autocannon from 'autocannon';
import {
  type AppliedService,
  type ApplyMeasure,
  measureApplying,
  OWN_ACTIONS,
  startTarget,
} from './apply.ts';
import { cpuTimeOf, cpuTimeOfChildren } from './cpu-time.ts';
import { type ExportMeasure, measureExport } from './export.ts';
import { measureFirstByte } from './first-byte.ts';
import { ACTIONS_OF_LONG, type Data, type Load, lists, loads, plainList } from './loads.ts';
import { FUNCTIONS, fillCatalogue, mcpLoads } from './mcp.ts';
import { inTransaction, sqlOn } from './pg-statements.ts';
import { measureSearches } from './search.ts';
import { fillForSearch, SEARCHED_SESSIONS } from './search-data.ts';
import { measureUsage } from './usage.ts';
import { fillUsage } from './usage-data.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CONNECTIONS = 16;
const ADMIN = 'bench@example.com';
const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    parts: { type: 'string', default: 'loads,lists,cursor,export,pages' },
    // The folder of another checkout, built, whose service is measured in turn with this one's.
    against: { type: 'string' },
  },
});
/** Numbers of accounts that keys are limited to. */
const LIMITED_TO = [4, 100];
const SECONDS = Number(flags.seconds);
const ROUNDS = Number(flags.rounds);
const PARTS = flags.parts.split(',');
const quiet = { debug() {}, info() {}, warn() {}, error: console.error };

const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet });
const children: ChildProcess[] = [];
try {
  if (PARTS.includes('apply')) await applyCost();
  if (PARTS.some((part) => part !== 'apply')) await measureService();
} finally {
  for (const child of children) {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Everything that one service is measured with. */
async function measureService(): Promise<void> {
  const service = await startServiceOf(ROOT, postgres.url);
  const floor = await start(['--import', 'tsx', join(import.meta.dirname, 'floor.ts')], {});
  const data = await fill(postgres.url);
  const other = flags.against === undefined ? undefined : await startOther(resolve(flags.against));
  if (PARTS.includes('loads')) await compare({ ...service, data }, { ...floor, data }, other);
  if (PARTS.includes('lists')) await compareLists(service.url, other, data);
  if (PARTS.includes('mcp')) await mcpCost({ ...service, data });
  if (PARTS.includes('cursor')) await cursorCost(service.url, data.key);
  if (PARTS.includes('pages')) await pageCost(service.url);
  if (PARTS.includes('export')) await exportCost(service, data.key);
  if (PARTS.includes('search')) await searchCost(service.url, data);
  if (PARTS.includes('usage')) await usageCost(service.url, data);
}

/** What is measured: a server and what is in its database. */
interface Target extends Running {
  readonly data: Data;
}

/** The service of another checkout, which may need another schema: it has a database of its own beside ours. */
async function startOther(checkout: string): Promise<Target> {
  const url = new URL(postgres.url);
  const admin = openDatabase({ url: postgres.url, log: quiet, unhurried: true });
  await admin.pool.query('CREATE DATABASE the_other').finally(() => admin.close());
  url.pathname = '/the_other';
  const service = await startServiceOf(checkout, url.href);
  return { ...service, data: await fill(url.href) };
}

/** A server of its own process. */
interface Running {
  readonly url: string;
  readonly pid: number;
}

/** Brings a database to the schema of a checkout, and starts its built service. */
async function startServiceOf(
  checkout: string,
  database: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Running> {
  await migrate(database, { folder: join(checkout, 'prisma/migrations'), log: quiet });
  const environment = {
    DATABASE_URL: database,
    DATA_DIR: folder,
    ADMIN_EMAIL: ADMIN,
    ADMIN_PASSWORD: 'bench-password',
    LOG_LEVEL: 'info',
    ...settings,
  };
  return start([join(checkout, 'apps/web/dist/server.js')], environment, checkout);
}

async function start(
  args: readonly string[],
  environment: Record<string, string>,
  checkout = ROOT,
): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, [...args], {
    cwd: join(checkout, 'apps/web'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      PORT: String(port),
      DRAIN_SECONDS: '0',
      ...environment,
    },
  });
  children.push(child);
  for await (const chunk of child.stdout) {
    if (/ready/.test(String(chunk))) break;
  }
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0 };
}

/** 1,000 accounts with 100 sessions each; a hundred sessions have many actions. */
async function fill(url: string): Promise<Data> {
  const database = openDatabase({ url, log: quiet, unhurried: true });
  try {
    const data = await inTransaction(database.pool, async (inner) => {
      const accounts = await inner.rows<{ id: string }>({
        text: `INSERT INTO account (name, created_by, last_modified_by) SELECT 'Account ' || n, $1, $1 FROM generate_series(1, 1000) n RETURNING id`,
        values: [ADMIN],
      });
      const ids = accounts.map(({ id }) => id);
      const sessions = await inner.rows<{ id: string }>({
        text: `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
               SELECT ($2::text[])[1 + n % 1000], 'Review the billing settings before renewal ' || n, $1, $1 FROM generate_series(1, 100000) n RETURNING id`,
        values: [ADMIN, ids],
      });
      const sessionIds = sessions.map(({ id }) => id);
      const long = sessionIds.slice(-100);
      await inner.rows({
        text: `INSERT INTO ai_session_action (session_id, function_name, arguments, created_by)
               SELECT session_id, 'setSessionPurpose', format('{"purpose":"Step %s of the review"}', n), $1
               FROM unnest($2::text[]) session_id, generate_series(1, $3::int) n`,
        values: [ADMIN, long, ACTIONS_OF_LONG],
      });
      await inner.rows({ text: 'ANALYZE', values: [] });
      return { accounts: ids, sessions: sessionIds.slice(0, 10_000), long };
    });
    const limited = new Map<number, string>();
    for (const count of LIMITED_TO) {
      // Here and there in the list, as sessions of different accounts are.
      const every = Math.floor(data.accounts.length / count);
      limited.set(
        count,
        await keyOf(
          database,
          data.accounts.filter((_, index) => index % every === 0),
        ),
      );
    }
    return { ...data, key: await keyOf(database), limited };
  } finally {
    await database.close();
  }
}

/** A key of the administrator that the service has made: for some accounts, or for all. */
async function keyOf({ db }: Database, accountIds: readonly string[] = []): Promise<string> {
  const user = await findUserByEmail(db, ADMIN);
  if (!user) throw new Error('The service did not create its administrator.');
  const { key, prefix, hash } = newApiKey();
  await storeApiKey(db, {
    userId: user.id,
    name: 'bench',
    prefix,
    hash,
    kind: 'Integration',
    roles: [],
    accountIds: [...accountIds],
    by: { userName: ADMIN, operation: 'bench' },
  });
  return key;
}

/** Builds from before applying was linear take many minutes for more. */
function isQuickToCompare(actions: number): boolean {
  return actions <= 1_000;
}

/** What it takes to apply a session, as its actions get more: the median of all rounds. */
async function applyCost(): Promise<void> {
  const target = await startTarget();
  const databases: Database[] = [];
  const begin = async (checkout: string, name: string): Promise<AppliedService> => {
    const admin = openDatabase({ url: postgres.url, log: quiet });
    await admin.pool.query(`CREATE DATABASE ${name}`);
    await admin.close();
    const url = new URL(postgres.url);
    url.pathname = name;
    const running = await startServiceOf(checkout, url.href, {
      OUTBOUND_TARGETS: target.url,
      OUTBOUND_NETWORKS: '127.0.0.0/8',
    });
    const database = openDatabase({ url: url.href, log: quiet, unhurried: true });
    databases.push(database);
    return { ...running, pool: database.pool, key: await keyOf(database) };
  };
  try {
    const service = await begin(ROOT, 'apply_this');
    const other =
      flags.against === undefined ? undefined : await begin(resolve(flags.against), 'apply_other');
    const ours: Readonly<Record<string, ApplyMeasure>>[] = [];
    const theirs: Readonly<Record<string, ApplyMeasure>>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measureApplying(service, target.url, OWN_ACTIONS));
      if (other) theirs.push(await measureApplying(other, target.url, OWN_ACTIONS.filter(isQuickToCompare)));
    }
    const medianOf = (measures: typeof ours, name: string, what: 'seconds' | 'cpuSeconds') =>
      middleOf(measures.flatMap((measure) => measure[name]?.[what] ?? []));
    const rows = Object.entries(ours[0] ?? {}).map(([name, { actions }]) => {
      const [seconds, before] = [medianOf(ours, name, 'seconds'), medianOf(theirs, name, 'seconds')];
      const [cpu, cpuBefore] = [medianOf(ours, name, 'cpuSeconds'), medianOf(theirs, name, 'cpuSeconds')];
      return [
        name,
        {
          seconds: seconds.toFixed(2),
          'actions/s': Math.round(actions / seconds),
          'ms each': ((seconds / actions) * 1_000).toFixed(2),
          'CPU ms each': ((cpu / actions) * 1_000).toFixed(2),
          ...(Number.isNaN(before)
            ? {}
            : {
                'seconds of the other': before.toFixed(2),
                'times as fast': (before / seconds).toFixed(1),
                'times less CPU': (cpuBefore / cpu).toFixed(1),
              }),
        },
      ];
    });
    console.table(Object.fromEntries(rows));
  } finally {
    target.stop();
    for (const database of databases) await database.close();
  }
}

async function compare(service: Target, floor: Target, other: Target | undefined): Promise<void> {
  const rows: Record<string, Record<string, string | number>> = {};
  const targets = [service, floor, ...(other ? [other] : [])];
  const postmaster = Number(
    (await readFile(join(postgres.dataDirectory, 'postmaster.pid'), 'utf8')).split('\n')[0],
  );
  for (const [name, load] of Object.entries(loads)) {
    const measures = new Map<Target, LoadMeasure[]>(targets.map((target) => [target, []]));
    for (const target of targets) await run(target.url, load, target.data, 1);
    for (let round = 0; round < ROUNDS; round++) {
      for (const target of targets) measures.get(target)?.push(await measureLoad(target, load, postmaster));
    }
    const [own, bare, theirs] = targets.map((target) => median(measures.get(target) ?? []));
    if (!own || !bare) continue;
    rows[name] = {
      'req/s': Math.round(own.rate),
      'p50 ms': own.p50,
      'p99 ms': own.p99,
      'CPU µs': cpuOf(own),
      'floor req/s': Math.round(bare.rate),
      'floor p99': bare.p99,
      'floor CPU': cpuOf(bare),
      ratio: (own.rate / bare.rate).toFixed(2),
      ...(theirs ? { 'other CPU': cpuOf(theirs), 'to the other': (own.rate / theirs.rate).toFixed(2) } : {}),
    };
  }
  console.table(rows);
}

/** What agents cost over MCP, next to what they are held against, each measured in turn. */
async function mcpCost(service: Target): Promise<void> {
  const database = openDatabase({ url: postgres.url, log: quiet, unhurried: true });
  await inTransaction(database.pool, (sql) => fillCatalogue(sql, ADMIN)).finally(() => database.close());
  const postmaster = Number(
    (await readFile(join(postgres.dataDirectory, 'postmaster.pid'), 'utf8')).split('\n')[0],
  );
  const measures = new Map<string, LoadMeasure[]>();
  for (const { load } of Object.values(mcpLoads)) await run(service.url, load, service.data, 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, { load }] of Object.entries(mcpLoads)) {
      const measure = await measureLoad(service, load, postmaster);
      measures.set(name, [...(measures.get(name) ?? []), measure]);
    }
  }
  const rows = Object.entries(mcpLoads).map(([name, { against }]) => {
    const own = median(measures.get(name) ?? []);
    const other = against === undefined ? undefined : median(measures.get(against) ?? []);
    return [
      name,
      {
        'req/s': Math.round(own.rate),
        'p50 ms': own.p50,
        'CPU µs': cpuOf(own),
        ...(other && against ? { ratio: (own.rate / other.rate).toFixed(2), 'held against': against } : {}),
      },
    ];
  });
  console.log(`With ${FUNCTIONS} functions:`);
  console.table(Object.fromEntries(rows));
}

/** CPU time of one request: that of the server and that of PostgreSQL. */
function cpuOf({ cpu, databaseCpu }: LoadMeasure): string {
  return `${Math.round(cpu)} + ${Math.round(databaseCpu)}`;
}

interface LoadMeasure extends Measure {
  /** Microseconds a request, in the server. */
  readonly cpu: number;
  /** Microseconds a request, in PostgreSQL. */
  readonly databaseCpu: number;
}

async function measureLoad({ url, pid, data }: Target, load: Load, postmaster: number): Promise<LoadMeasure> {
  const times = () => Promise.all([cpuTimeOf(pid), cpuTimeOfChildren(postmaster)]);
  const before = await times();
  const measure = await run(url, load, data, SECONDS);
  const after = await times();
  const requests = measure.rate * SECONDS;
  return {
    ...measure,
    cpu: (after[0] - before[0]) / requests,
    databaseCpu: (after[1] - before[1]) / requests,
  };
}

/**
 * Lists next to a plain one: with totals, or of a caller who may work on some accounts only. What else the machine does
 * changes from second to second, so that each is compared with the plain list as it was right before.
 */
async function compareLists(
  service: string,
  other: Pick<Target, 'url' | 'data'> | undefined,
  own: Data,
): Promise<void> {
  const builds: Readonly<Record<string, Pick<Target, 'url' | 'data'>>> = {
    'this build': { url: service, data: own },
    ...(other ? { 'the other': other } : {}),
  };
  const measured = new Map<string, { readonly list: Measure; readonly plain: Measure }[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, load] of Object.entries(lists)) {
      for (const [build, { url, data }] of Object.entries(builds)) {
        if (round === 0) await run(url, load, data, 1);
        const plain = await run(url, plainList, data, SECONDS);
        const list = await run(url, load, data, SECONDS);
        const row = `${name}, ${build}`;
        measured.set(row, [...(measured.get(row) ?? []), { list, plain }]);
      }
    }
  }
  const rows = [...measured].map(([name, pairs]) => {
    const list = median(pairs.map((pair) => pair.list));
    const plain = median(pairs.map((pair) => pair.plain));
    return [
      name,
      {
        'lists/s': Math.round(list.rate),
        'p50 ms': list.p50,
        'p99 ms': list.p99,
        'plain lists/s': Math.round(plain.rate),
        'plain p99 ms': plain.p99,
        ratio: middleOf(pairs.map((pair) => pair.list.rate / pair.plain.rate)).toFixed(2),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
}

/** What a page by cursor costs at 80 % depth of 1,000,000 sessions, next to one of 10,000. */
async function cursorCost(service: string, key: string): Promise<void> {
  const rates: Record<string, Record<string, string | number>> = {};
  for (const total of [10_000, 1_000_000]) {
    const id = await withSessions(total);
    const cursor = Buffer.from(JSON.stringify({ sort: 'id', direction: 'DESC', id })).toString('base64url');
    const load: Load = () => ({ method: 'GET', path: `/ai/sessions?cursor=${cursor}` });
    const data = { key, limited: new Map(), accounts: [], sessions: [], long: [] };
    await run(service, load, data, 1);
    const { rate, p99 } = median([
      await run(service, load, data, SECONDS),
      await run(service, load, data, SECONDS),
    ]);
    rates[total.toLocaleString('en')] = { 'pages/s at 80 % depth': Math.round(rate), 'p99 ms': p99 };
  }
  console.table(rates);
}

/**
 * How long pages of the reference take to begin, next to an answer that takes no work at all. What else the machine does
 * changes from second to second, so that each page is compared with what was measured right before it.
 */
async function pageCost(service: string): Promise<void> {
  const bare = '/healthz';
  const pages = ['/metadata', '/json/metadata?op=ListAISessions', '/types/typescript'];
  const cases = ['identity', 'br'].flatMap((encoding) => pages.map((path) => ({ encoding, path })));
  const measure = (path: string, encoding: string) =>
    measureFirstByte(
      service + path,
      { 'accept-encoding': encoding },
      { connections: CONNECTIONS, seconds: SECONDS / 4 },
    );
  const measures = new Map<string, { readonly time: number; readonly bare: number }[]>();
  for (const { encoding, path } of cases) await measure(path, encoding);
  for (let round = 0; round < ROUNDS * 4; round++) {
    for (const { encoding, path } of cases) {
      const before = await measure(bare, encoding);
      const name = `${path} ${encoding}`;
      const one = { time: await measure(path, encoding), bare: before };
      measures.set(name, [...(measures.get(name) ?? []), one]);
    }
  }
  const rows = [...measures].map(([name, measured]) => [
    name,
    {
      'first byte ms': middleOf(measured.map(({ time }) => time)).toFixed(2),
      '/healthz ms': middleOf(measured.map(({ bare }) => bare)).toFixed(2),
      'times as long': middleOf(measured.map(({ time, bare }) => time / bare)).toFixed(2),
    },
  ]);
  console.table(Object.fromEntries(rows));
}

function middleOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** What it takes to export 1,000 and 1,000,000 sessions: above all, how much memory. */
async function exportCost(service: Running, key: string): Promise<void> {
  const rows: Record<string, ExportMeasure> = {};
  for (const total of [1_000, 1_000_000]) {
    await withSessions(total);
    for (const format of ['csv', 'jsonl', 'xml']) {
      rows[`${total.toLocaleString('en')} as ${format}`] = await measureExport(service, key, format);
    }
  }
  console.table(rows);
}

/** What it takes to find texts among 1,000,000 sessions. */
async function searchCost(service: string, { key, accounts }: Data): Promise<void> {
  const database = openDatabase({ url: postgres.url, log: quiet, unhurried: true });
  try {
    await inTransaction(database.pool, (sql) => fillForSearch(sql, ADMIN, accounts));
    await database.pool.query('VACUUM (ANALYZE) ai_session, ai_session_action');
    await database.pool.query('CHECKPOINT');
    const [deep] = await sqlOn(database.pool).rows<{ id: string }>({
      text: 'SELECT id FROM ai_session ORDER BY id DESC OFFSET $1 LIMIT 1',
      values: [SEARCHED_SESSIONS / 2],
    });
    console.table(await measureSearches(service, key, deep?.id ?? ''));
  } finally {
    await database.close();
  }
}

/** What it takes to add up 10,000,000 entries of usage. */
async function usageCost(service: string, { key, accounts }: Data): Promise<void> {
  const database = openDatabase({ url: postgres.url, log: quiet, unhurried: true });
  try {
    await inTransaction(database.pool, (sql) => fillUsage(sql, accounts));
    await database.pool.query('VACUUM (ANALYZE) ai_usage_entry, ai_usage_total');
    await database.pool.query('CHECKPOINT');
    console.table(await measureUsage(service, key, accounts));
  } finally {
    await database.close();
  }
}

/** Replaces all sessions by so many new ones, and returns the id at 80 % of the list. */
async function withSessions(total: number): Promise<string | undefined> {
  const database = openDatabase({ url: postgres.url, log: quiet, unhurried: true });
  try {
    const id = await inTransaction(database.pool, async (sql) => {
      await sql.rows({ text: 'TRUNCATE ai_session CASCADE', values: [] });
      await sql.rows({
        text: `INSERT INTO ai_session (purpose, created_by, last_modified_by) SELECT 'Session ' || n, $1, $1 FROM generate_series(1, $2::int) n`,
        values: [ADMIN, total],
      });
      const [row] = await sql.rows<{ id: string }>({
        text: 'SELECT id FROM ai_session ORDER BY id DESC OFFSET $1 LIMIT 1',
        values: [total * 0.8],
      });
      return row?.id;
    });
    // What PostgreSQL does by itself some time after a million inserts must not fall into the measurement.
    await database.pool.query('VACUUM (ANALYZE) ai_session');
    await database.pool.query('CHECKPOINT');
    return id;
  } finally {
    await database.close();
  }
}

interface Measure {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

async function run(url: string, load: Load, data: Data, seconds: number): Promise<Measure> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { authorization: `Bearer ${data.key}`, 'content-type': 'application/json' },
    requests: [
      {
        setupRequest: (request: autocannon.Request) => {
          const { key, ...next } = load(data);
          const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
          return { ...request, ...next, headers: { ...request.headers, ...next.headers, ...authorization } };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were not 2xx and ${result.errors} requests failed.`);
  }
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

function median<One extends Measure>(measures: readonly One[]): One {
  const sorted = [...measures].sort((a, b) => a.rate - b.rate);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('Nothing was measured.');
  return middle;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
