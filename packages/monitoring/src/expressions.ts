import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const DEPLOY = join(import.meta.dirname, '../../../deploy');

/** The folder with what Prometheus is configured by. */
export const PROMETHEUS_FOLDER = join(DEPLOY, 'prometheus');

/** An expression of an alert or of a panel. */
export interface Expression {
  /** Where it stands: the name of the alert, or the title of the panel. */
  readonly place: string;
  readonly expression: string;
}

const Alerts = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Dashboard = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).optional() }),
  ),
});

/** What Grafana puts in the place of its variables. */
const VARIABLES = { $__rate_interval: '1m', $instance: '.*' };

/** Every expression of the alerts and of the dashboard, as Prometheus gets it. */
export async function readExpressions(): Promise<readonly Expression[]> {
  const alerts = Alerts.parse(parse(await readFile(join(PROMETHEUS_FOLDER, 'alerts.yml'), 'utf8')));
  const file = await readFile(join(DEPLOY, 'grafana/dashboard.json'), 'utf8');
  const dashboard = Dashboard.parse(JSON.parse(file));
  return [
    ...alerts.groups.flatMap(({ rules }) =>
      rules.map(({ alert, expr }) => ({ place: `alert ${alert}`, expression: expr })),
    ),
    ...dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ place: `panel ${title}`, expression: withoutVariables(expr) })),
    ),
  ];
}

function withoutVariables(expression: string): string {
  return Object.entries(VARIABLES).reduce(
    (text, [variable, value]) => text.replaceAll(variable, value),
    expression,
  );
}

/** The metrics that an expression names. */
export function metricsIn(expression: string): readonly string[] {
  return [...new Set(expression.match(/\b(?:ai_sessions|nodejs|process)_\w+/g) ?? [])];
}
