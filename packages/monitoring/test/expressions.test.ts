import { createMetrics } from '@ai-sessions/telemetry/metrics';
import { expect, it } from 'vitest';
import { metricsIn, readExpressions } from '../src/expressions.ts';

it('name metrics that exist, and every metric of ours is in one of them', async () => {
  const metrics = createMetrics({
    version: '1',
    poolSize: 1,
    pool: () => ({ total: 0, idle: 0, waiting: 0 }),
    droppedRequests: () => 0,
    replica: () => ({ isRead: true, lagBytes: 0, answered: 0, answeredByPrimary: 0 }),
    backlog: () => Promise.reject(new Error('There is none.')),
  });
  const { text } = await metrics.exposition();
  const families = [...text.matchAll(/^# TYPE (\w+) (\w+)/gm)];
  const known = families.flatMap(([, name = '', type]) =>
    type === 'histogram' || type === 'summary'
      ? ['_bucket', '_sum', '_count'].map((end) => name + end)
      : [name],
  );
  const expressions = await readExpressions();
  const unknown = expressions.flatMap(({ place, expression }) =>
    metricsIn(expression)
      .filter((name) => !known.includes(name))
      .map((name) => `${place}: ${name}`),
  );
  expect(unknown).toEqual([]);
  const named = expressions.map(({ expression }) => expression).join('\n');
  const ours = families.map(([, name = '']) => name).filter((name) => name.startsWith('ai_sessions_'));
  expect(ours.length).toBeGreaterThan(15);
  expect(ours.filter((name) => !named.includes(name))).toEqual([]);
});
