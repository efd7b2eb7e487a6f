// `npm run check-monitoring`: tries the alerts and the dashboard on the built service and a real Prometheus.
import { setTimeout as delay } from 'node:timers/promises';
import { metricsIn, readExpressions } from './expressions.ts';
import { isInstalled, type Prometheus, promtool, startPrometheus } from './prometheus.ts';
import { startService } from './service.ts';

const PATIENCE_MS = 60_000;

if (!(await isInstalled())) {
  console.error('Prometheus is not installed here, and nothing was checked: apt-get install prometheus');
  process.exit(1);
}
console.log(await promtool('check', 'rules', 'alerts.yml'));
console.log(await promtool('test', 'rules', 'alerts.test.yml'));
console.log(await promtool('check', 'config', '--syntax-only', 'prometheus.yml'));

const service = await startService();
const prometheus = await startPrometheus(service.address, service.token);
let problems: readonly string[];
try {
  await service.use();
  await until(async () => (await prometheus.query('count_over_time(up{job="ai-sessions"}[1m]) > 2')) > 0);
  // What rates are computed of has to be seen before and after.
  await service.use();
  await until(async () => (await prometheus.query('count_over_time(up{job="ai-sessions"}[1m]) > 5')) > 0);
  await until(async () => (await prometheus.rules()).every(({ health }) => health !== 'unknown'));
  problems = [...(await problemsOfRules(prometheus)), ...(await problemsOfExpressions(prometheus))];
} finally {
  await prometheus.stop();
  await service.stop();
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

async function problemsOfRules({ rules }: Prometheus): Promise<readonly string[]> {
  const all = await rules();
  console.log(`${all.length} alerts were evaluated.`);
  return all
    .filter(({ health }) => health !== 'ok')
    .map(({ name, lastError = '' }) => `${name} is not evaluated: ${lastError}`);
}

async function problemsOfExpressions({ query, names }: Prometheus): Promise<readonly string[]> {
  const known = new Set(await names());
  const problems: string[] = [];
  const expressions = await readExpressions();
  for (const { place, expression } of expressions) {
    try {
      const series = await query(expression);
      console.log(`${String(series).padStart(4)} series: ${place}`);
    } catch (error) {
      problems.push(`${place}: ${error instanceof Error ? error.message : error}`);
    }
    for (const name of metricsIn(expression)) {
      if (!known.has(name)) problems.push(`${place}: there is no metric ${name}.`);
    }
  }
  console.log(`${expressions.length} expressions were asked.`);
  return problems;
}

/** Waits until a condition holds. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  // Prometheus may still be starting.
  while (!(await condition().catch(() => false))) {
    if (performance.now() > deadline) throw new Error('Prometheus has not got what it should have.');
    await delay(200);
  }
}
