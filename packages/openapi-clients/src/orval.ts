import { join } from 'node:path';
import { generate } from 'orval';
import { runGenerated } from './generated-code.ts';
import { ACTION, type OpenApiClient, STALE } from './outcome.ts';

const PROGRAM = `
import {
  applyAISession, deleteAISession, listAISessions, newAISession, newAISessionAction, patchAISession,
} from './api';

export async function run(baseUrl: string, userName: string, password: string) {
  const headers = { Authorization: 'Basic ' + btoa(userName + ':' + password) };
  const first = await newAISession({ purpose: 'First' }, { headers });
  const second = await newAISession({ purpose: 'Second' }, { headers });
  if (first.status !== 200 || second.status !== 200) throw new Error(JSON.stringify([first, second]));
  const id = first.data.id ?? '';
  const changed = await patchAISession(id, { purpose: 'Changed' }, { headers });
  const stale = await patchAISession(id, { purpose: 'Stale' }, {
    headers: { ...headers, 'If-Match': ${JSON.stringify(STALE)} },
  });
  await newAISessionAction(id, ${JSON.stringify(ACTION)}, { headers });
  const listed = await listAISessions({ states: ['Open'], countPerPage: 100 }, { headers });
  const applied = await applyAISession(id, {}, { headers });
  const deleted = await deleteAISession(id, { headers });
  return {
    created: [id, second.data.id],
    changed: changed.status === 200 ? changed.data.purpose : changed.data,
    stale: stale.status,
    listed: listed.status === 200 ? listed.data.items.map(({ id }) => id) : listed.data,
    applied: applied.status === 200 ? applied.data.state : applied.data,
    deleted: deleted.status,
  };
}
`;

/** Functions by orval, which call fetch. */
export const orval: OpenApiClient = {
  name: 'orval',
  run: (target) =>
    runGenerated(
      target,
      (folder, document) =>
        generate({
          input: { target: document },
          output: { target: join(folder, 'api.ts'), client: 'fetch', baseUrl: target.url },
        }),
      PROGRAM,
    ),
};
