import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { migrate } from '../src/index.ts';
import { createTestDatabase, quietLog } from '../src/testing/index.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
/** Keeps who accepted an action, and how. */
const KEPT_SINCE = '20261129160000_risk_is_enforced';

it('takes what was accepted before for the acceptance of a person as far as the events say so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-acceptances-'));
  const earlier = await createTestDatabase({ empty: true });
  try {
    await cp(MIGRATIONS, folder, { recursive: true });
    await rm(join(folder, KEPT_SINCE), { recursive: true });
    await migrate(earlier.url, { folder, log: quietLog });
    const client = new pg.Client(earlier.url);
    await client.connect();
    try {
      const ways = [
        ['password', undefined, true],
        ['browserSession', undefined, true],
        ['apiKey', 'k1', true],
        ['token', undefined, true],
        ['password', undefined, false],
      ] as const;
      await client.query(
        `INSERT INTO ai_session (id, created_by, last_modified_by) SELECT 's', 'test', 'test' FROM audit_as('{"silent":true}')`,
      );
      for (const [n, [way, apiKeyId, accepted]] of ways.entries()) {
        const by = { userId: `u${n}`, userName: 'test', way, apiKeyId, operation: 'JudgeAISessionAction' };
        await client.query(
          `INSERT INTO ai_session_action (id, session_id, function_name, arguments, created_by)
           SELECT $1, 's', 'f', '{}', 'test' FROM audit_as('{"silent":true}')`,
          [`a${n}`],
        );
        await client.query(
          `UPDATE ai_session_action SET state = $2, accepted = $3, judged_by = 'test', date_judged = now()
           FROM audit_as($4) WHERE id = $1`,
          [`a${n}`, accepted ? 'Accepted' : 'Refused', accepted, JSON.stringify(by)],
        );
      }
      const versionOf = async () =>
        (await client.query('SELECT version, date_last_modified FROM ai_session')).rows;
      const before = await versionOf();
      await migrate(earlier.url, { folder: MIGRATIONS, log: quietLog });
      const { rows } = await client.query(
        'SELECT accepted_as, accepted_by_user_id AS by FROM ai_session_action ORDER BY id',
      );
      expect(rows).toEqual([
        { accepted_as: 'Person', by: 'u0' },
        { accepted_as: 'Person', by: 'u1' },
        { accepted_as: null, by: null },
        { accepted_as: null, by: null },
        { accepted_as: null, by: null },
      ]);
      expect(await versionOf()).toEqual(before);
    } finally {
      await client.end();
    }
  } finally {
    await earlier.drop();
    await rm(folder, { recursive: true });
  }
});
