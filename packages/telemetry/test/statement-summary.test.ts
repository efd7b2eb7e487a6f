import { expect, it } from 'vitest';
import { summaryOf } from '../src/tracing/statement-summary.ts';

it.each([
  ['SELECT "public"."ai_session"."id" FROM "public"."ai_session" WHERE ($1 = $2)', 'SELECT ai_session'],
  ['/* planned anew */ SELECT a FROM thing a JOIN other o ON true', 'SELECT thing'],
  ['SELECT count(*) FROM (SELECT 1 FROM inner_thing) x', 'SELECT inner_thing'],
  ['INSERT INTO "public"."account" ("name") VALUES ($1)', 'INSERT account'],
  ['DELETE FROM ai_view WHERE id = $1', 'DELETE ai_view'],
  ['WITH held AS (SELECT id FROM run FOR UPDATE SKIP LOCKED) UPDATE step s SET a = $1', 'UPDATE step'],
  ['WITH x AS (SELECT 1 FROM run FOR NO KEY UPDATE) SELECT * FROM x', 'SELECT run'],
  ['INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO UPDATE SET b = $1', 'INSERT a'],
  ['BEGIN', 'BEGIN'],
  ['COMMIT', 'COMMIT'],
  ["SELECT set_config('a', $1, true)", 'SELECT'],
])('%s', (sql, summary) => expect(summaryOf(sql)).toBe(summary));
