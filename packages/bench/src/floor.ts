// The floor: what a plain service without any framework does for the same answers. Every request looks its API
// key up in the database, as such a service would.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const COLUMNS = 'id, account_id, purpose, date_created, date_last_modified, created_by, last_modified_by';
const NAME = '(SELECT a.name FROM account a WHERE a.id = ai_session.account_id) AS account_name';
const LISTED =
  's.id, s.account_id, a.name AS account_name, s.purpose, s.date_created, s.date_last_modified, s.created_by, s.last_modified_by';
const FROM = 'FROM ai_session s LEFT JOIN account a ON a.id = s.account_id';
const ACTIONS =
  '(SELECT json_agg(x ORDER BY x.position) FROM ai_session_action x WHERE x.session_id = s.id) AS actions';

// It writes no audit event: what the trail costs shows in the ratio.
const UNAUDITED = `audit_as('{"silent":true}')`;

async function userOf(request: IncomingMessage): Promise<string | undefined> {
  const key = request.headers.authorization?.slice('Bearer '.length) ?? '';
  const { rows } = await pool.query({
    name: 'key',
    text: 'SELECT u.email_address FROM api_key k JOIN user_account u ON u.id = k.user_id WHERE k.hash = $1 AND k.date_revoked IS NULL',
    values: [createHash('sha256').update(key).digest()],
  });
  return rows[0]?.email_address;
}

interface Body {
  readonly accountId?: string;
  readonly purpose?: string;
  readonly functionName?: string;
  readonly arguments?: string;
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

async function read(id: string): Promise<unknown> {
  const { rows } = await pool.query({
    name: 'get',
    text: `SELECT ${LISTED}, ${ACTIONS} ${FROM} WHERE s.id = $1 AND NOT s.discarded`,
    values: [id],
  });
  return rows[0];
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const user = await userOf(request);
  if (!user) return undefined;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const id = url.pathname.split('/')[3];
  if (request.method === 'POST' && id) {
    const { functionName, arguments: values } = await bodyOf(request);
    await pool.query({
      name: 'queue',
      text: `INSERT INTO ai_session_action (session_id, function_name, arguments, created_by) SELECT $1, $2, $3, $4 FROM ${UNAUDITED}`,
      values: [id, functionName, values, user],
    });
    return read(id);
  }
  if (request.method === 'POST') {
    const { accountId, purpose } = await bodyOf(request);
    const { rows } = await pool.query({
      name: 'create',
      text: `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by) SELECT $1, $2, $3, $3 FROM ${UNAUDITED} RETURNING ${COLUMNS}, ${NAME}`,
      values: [accountId, purpose, user],
    });
    return rows[0];
  }
  if (request.method === 'PATCH') {
    const { purpose } = await bodyOf(request);
    const { rows } = await pool.query({
      name: 'patch',
      text: `UPDATE ai_session SET purpose = $2, last_modified_by = $3, date_last_modified = now(), version = version + 1 FROM ${UNAUDITED} WHERE id = $1 AND NOT discarded RETURNING ${COLUMNS}, ${NAME}`,
      values: [id, purpose, user],
    });
    return rows[0];
  }
  if (id) return read(id);
  const account = url.searchParams.get('accountIds');
  const { rows } = await pool.query({
    name: 'list',
    text: `SELECT ${LISTED} ${FROM} WHERE s.account_id = $1 AND NOT s.discarded ORDER BY s.id COLLATE "C" DESC LIMIT 26`,
    values: [account],
  });
  return { items: rows.slice(0, 25), hasMorePages: rows.length > 25 };
}

createServer((request, response) => {
  answer(request).then(
    (value) => {
      const body = JSON.stringify(value ?? {});
      response.writeHead(value ? 200 : 401, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(body);
    },
    () => response.writeHead(500).end(),
  );
}).listen(Number(process.env.PORT), () => console.log('ready'));
