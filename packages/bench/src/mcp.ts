import type { Data, Load } from './loads.ts';
import type { Sql } from './pg-statements.ts';

/** Functions of the catalogue while MCP is measured. */
export const FUNCTIONS = 300;

/** Adds so many functions to the catalogue. */
export async function fillCatalogue(sql: Sql, admin: string): Promise<void> {
  await sql.rows({
    text: `INSERT INTO ai_function (name, description, title, parameters, risk, target, method, url, created_by, last_modified_by)
           SELECT 'function' || n, 'Does what number ' || n || ' does, for the account of the session',
             'Do {what} in {place}', $2, 'Ordinary', 'Http', 'POST', 'https://voice.example.com/' || n, $1, $1
           FROM generate_series(1, $3::int) n`,
    values: [admin, PARAMETERS, FUNCTIONS],
  });
}

const PARAMETERS = JSON.stringify({
  type: 'object',
  properties: {
    what: { type: 'string', description: 'What to do' },
    place: { type: 'string', description: 'Where to do it' },
    times: { type: 'integer', minimum: 1 },
  },
  required: ['what', 'place'],
  additionalProperties: false,
});

const ERAS = ['2025-11-25', '2026-07-28'] as const;
type Era = (typeof ERAS)[number];

/** What is compared: each with the load that it is held against. */
export const mcpLoads: Readonly<Record<string, { readonly load: Load; readonly against?: string }>> = {
  '/healthz': { load: () => ({ method: 'GET', path: '/healthz' }) },
  ...Object.fromEntries(
    ERAS.flatMap((era) => [
      // As clients made with `fetch` ask, which is what those of vendors are.
      [
        `tools/list ${era}, gzip`,
        { load: () => inGzip(message(era, 'tools/list', {})), against: '/healthz' },
      ],
      [`tools/list ${era}`, { load: () => message(era, 'tools/list', {}), against: '/healthz' }],
    ]),
  ),
  'propose over REST': {
    load: (data) => ({
      method: 'POST',
      path: `/ai/sessions/${anySession(data)}/actions`,
      body: JSON.stringify({ functionName: 'function7', arguments: JSON.stringify(anyArguments()) }),
    }),
  },
  ...Object.fromEntries(
    ERAS.map((era): [string, { readonly load: Load; readonly against: string }] => [
      `propose over MCP ${era}`,
      {
        load: (data) =>
          message(era, 'tools/call', {
            name: 'propose_function7',
            arguments: { sessionId: anySession(data), ...anyArguments() },
          }),
        against: 'propose over REST',
      },
    ]),
  ),
};

function anySession({ sessions }: Data): string {
  return sessions[Math.floor(Math.random() * sessions.length)] ?? '';
}

function anyArguments() {
  return { what: `this ${Math.random()}`, place: 'there' };
}

function inGzip(given: ReturnType<Load>): ReturnType<Load> {
  return { ...given, headers: { ...given.headers, 'accept-encoding': 'gzip, deflate' } };
}

function message(
  era: Era,
  method: string,
  params: { readonly name?: string; readonly arguments?: object },
): ReturnType<Load> {
  const isNew = era === '2026-07-28';
  const meta = {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    method: 'POST',
    path: '/mcp',
    headers: {
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': era,
      ...(isNew ? { 'mcp-method': method, ...(params.name ? { 'mcp-name': params.name } : {}) } : {}),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: isNew ? { ...params, _meta: meta } : params,
    }),
  };
}
