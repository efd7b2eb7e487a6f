import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { runGenerated } from './generated-code.ts';
import { ACTION, type OpenApiClient, STALE } from './outcome.ts';

const PROGRAM = `
import { client } from './api/client.gen';
import {
  applyAiSession, deleteAiSession, listAiSessions, newAiSession, newAiSessionAction, patchAiSession,
} from './api';

export async function run(baseUrl: string, userName: string, password: string) {
  client.setConfig({
    baseUrl,
    auth: ({ scheme }) => (scheme === 'basic' ? userName + ':' + password : undefined),
  });
  const first = await newAiSession({ body: { purpose: 'First' } });
  const second = await newAiSession({ body: { purpose: 'Second' } });
  const path = { sessionId: first.data?.id ?? '' };
  const changed = await patchAiSession({ path, body: { purpose: 'Changed' } });
  const stale = await patchAiSession({
    path,
    body: { purpose: 'Stale' },
    headers: { 'If-Match': ${JSON.stringify(STALE)} },
  });
  await newAiSessionAction({ path, body: ${JSON.stringify(ACTION)} });
  const listed = await listAiSessions({ query: { states: ['Open'], countPerPage: 100 } });
  const applied = await applyAiSession({ path });
  const deleted = await deleteAiSession({ path });
  return {
    created: [first.data?.id, second.data?.id],
    changed: changed.data?.purpose,
    stale: stale.response?.status,
    listed: listed.data?.items.map(({ id }) => id),
    applied: applied.data?.state,
    deleted: deleted.response?.status,
  };
}
`;

/** Functions by @hey-api/openapi-ts. */
export const heyApi: OpenApiClient = {
  name: '@hey-api/openapi-ts',
  run: (target) =>
    runGenerated(
      target,
      async (folder, document) => {
        await createClient({ input: document, output: join(folder, 'api'), logs: { level: 'silent' } });
      },
      PROGRAM,
    ),
};
