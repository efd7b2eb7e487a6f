import { parseArgs } from 'node:util';
import { applyCost } from './apply-cost.ts';
import { bystanderCost } from './bystander-cost.ts';
import { compareLists } from './compare-lists.ts';
import { compareLoads } from './compare-loads.ts';
import { compareProcesses } from './compare-processes.ts';
import { cursorCost } from './cursor.ts';
import { deskCost } from './desk.ts';
import { exportCost } from './export.ts';
import { type Bench, withBench } from './harness.ts';
import { mcpCost } from './mcp-cost.ts';
import { pageCost } from './pages.ts';
import { poolerCost } from './pooler-cost.ts';
import { replicaCost } from './replica-cost.ts';
import { requestLogCost } from './request-log-cost.ts';
import { retentionCost } from './retention.ts';
import { searchCost } from './search.ts';
import { startCost } from './start.ts';
import { telemetryCost } from './telemetry-cost.ts';
import { usageCost } from './usage.ts';

/** What can be measured, in this order: some parts replace the sessions that others measure with. */
const PARTS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  apply: applyCost,
  start: startCost,
  loads: compareLoads,
  processes: compareProcesses,
  lists: compareLists,
  mcp: mcpCost,
  bystanders: bystanderCost,
  telemetry: telemetryCost,
  requests: requestLogCost,
  pooler: poolerCost,
  replica: replicaCost,
  cursor: cursorCost,
  pages: pageCost,
  export: exportCost,
  search: searchCost,
  usage: usageCost,
  retention: retentionCost,
  desk: deskCost,
};

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    parts: { type: 'string', default: 'loads,lists,cursor,export,pages' },
    // The folder of another checkout, built, whose service is measured in turn with this one's.
    against: { type: 'string' },
  },
});
const wanted = flags.parts.split(',');
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

await withBench(
  { seconds: Number(flags.seconds), rounds: Number(flags.rounds), against: flags.against },
  async (bench) => {
    for (const [name, measure] of Object.entries(PARTS)) if (wanted.includes(name)) await measure(bench);
  },
);
