import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypeScript, { astToString } from 'openapi-typescript';
import { runGenerated } from './generated-code.ts';
import { ACTION, type OpenApiClient, STALE } from './outcome.ts';

const PROGRAM = `
import createClient from 'openapi-fetch';
import type { paths } from './api';

export async function run(baseUrl: string, userName: string, password: string) {
  const api = createClient<paths>({
    baseUrl,
    headers: { Authorization: 'Basic ' + btoa(userName + ':' + password) },
  });
  const first = await api.POST('/ai/sessions', { body: { purpose: 'First' } });
  const second = await api.POST('/ai/sessions', { body: { purpose: 'Second' } });
  const path = { sessionId: first.data?.id ?? '' };
  const changed = await api.PATCH('/ai/sessions/{sessionId}', { params: { path }, body: { purpose: 'Changed' } });
  const stale = await api.PATCH('/ai/sessions/{sessionId}', {
    params: { path, header: { 'If-Match': ${JSON.stringify(STALE)} } },
    body: { purpose: 'Stale' },
  });
  await api.POST('/ai/sessions/{sessionId}/actions', { params: { path }, body: ${JSON.stringify(ACTION)} });
  const listed = await api.GET('/ai/sessions', { params: { query: { states: ['Open'], countPerPage: 100 } } });
  const applied = await api.POST('/ai/sessions/{sessionId}/apply', { params: { path } });
  const deleted = await api.DELETE('/ai/sessions/{sessionId}', { params: { path } });
  return {
    created: [first.data?.id, second.data?.id],
    changed: changed.data?.purpose,
    stale: stale.response.status,
    listed: listed.data?.items.map(({ id }) => id),
    applied: applied.data?.state,
    deleted: deleted.response.status,
  };
}
`;

/** Types by openapi-typescript, calls by openapi-fetch. */
export const openapiTypescript: OpenApiClient = {
  name: 'openapi-typescript and openapi-fetch',
  run: (target) =>
    runGenerated(
      target,
      async (folder, document) =>
        writeFile(join(folder, 'api.ts'), astToString(await openapiTypeScript(new URL(document)))),
      PROGRAM,
    ),
};
