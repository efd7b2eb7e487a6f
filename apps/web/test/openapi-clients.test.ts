import { openApiClients } from '@ai-sessions/openapi-clients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  freePort,
  type RunningService,
  startService,
} from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  const PORT = await freePort();
  service = await startService({ PORT, PUBLIC_URL: `http://127.0.0.1:${PORT}` });
});

afterAll(() => service.stop());

describe('what is made of the OpenAPI document as it comes', () => {
  it.each(openApiClients.map((client) => [client.name, client] as const))(
    'creates, changes, lists, applies and deletes: %s',
    async (_, client) => {
      const target = { url: service.url, userName: ADMIN_EMAIL, password: ADMIN_PASSWORD };
      const { created, listed, stale = 412, ...outcome } = await client.run(target);
      expect(new Set(created).size).toBe(2);
      expect(created).not.toContain(undefined);
      expect(listed).toEqual(expect.arrayContaining([...created]));
      expect({ stale, ...outcome }).toEqual({
        changed: 'Changed',
        stale: 412,
        applied: 'Applied',
        deleted: 204,
      });
    },
  );
});
