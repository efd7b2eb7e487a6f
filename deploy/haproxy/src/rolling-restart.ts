// `npm run rolling-restart -- [--rounds 3] [--programs 8] [--rest 50]`: restarts the processes of a service one after the other, under load.
import { parseArgs } from 'node:util';
import { restartAll } from './restart-all.ts';
import { startBalancedService } from './service.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    programs: { type: 'string', default: '8' },
    /** Milliseconds between two sessions of a program. */
    rest: { type: 'string', default: '50' },
  },
});

console.log('Starting PostgreSQL, four processes of the service, and HAProxy ...');
const service = await startBalancedService();
try {
  const { seen, trouble, differences, balancer, ...report } = await restartAll(service, {
    rounds: Number(values.rounds),
    load: { programs: Number(values.programs), restMs: Number(values.rest) },
    onRestart: (name, milliseconds) => console.log(`${name} was restarted in ${seconds(milliseconds)}`),
  });
  const changes = [...seen.acknowledged.values()].reduce((sum, session) => sum + session.changes, 0);
  const refused = [...trouble.refused].map(([kind, count]) => `${count} × ${kind}`);
  console.log(
    [
      `${report.restarts} restarts, the slowest ${seconds(report.slowestRestartMs)}.`,
      `${trouble.requests} requests; ${refused.join(', ') || 'none'} asked to come again; ${trouble.unanswered} unanswered; ` +
        `slowest ${seconds(trouble.slowestMs)}; HAProxy repeated ${balancer.repeated} and lost ${balancer.withoutAnswer}.`,
      `${seen.acknowledged.size} sessions opened and ${changes} changes acknowledged: ${differences.lost} lost, ${differences.doubled} doubled.`,
      `${seen.reads} reads after a write, ${seen.readsElsewhere} of them by another process: ${seen.stale.length} too old.`,
      `${report.heard} changes by a known process, all heard of by all followers, who connected again ${report.reconnections} times.`,
      `Requests by process: ${[...balancer.requests].map(([name, count]) => `${name} ${count}`).join(', ')}.`,
    ].join('\n'),
  );
  const wrong = [...seen.wrong, ...seen.stale, ...report.problems];
  for (const what of wrong.slice(0, 10)) console.log(what);
  if (wrong.length + differences.lost + differences.doubled + trouble.unanswered > 0) process.exitCode = 1;
} finally {
  await service.stop();
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
