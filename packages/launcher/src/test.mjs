// `npm test`: every suite through turbo, from a bare checkout. Arguments go to turbo (`npm test -- --filter=...`).
// Ends with a summary: the failures once more, and one line with the totals of all packages.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installTools } from './tools.mjs';
import { checkNode, fail, install, path, root } from './workspace.mjs';

checkNode();
await install().catch(fail);
await installTools().catch(fail);

const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules/turbo/bin/turbo'),
    'run',
    'test',
    '--continue',
    // Suites wait much of the time, for a compiler of another language as for a browser: two at once fill two cores.
    '--concurrency=2',
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PATH: path,
      TURBO_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
    },
  },
);

/** Most lines of the summary; the whole output stands above. */
const FAILURE_LINES = 200;

const totals = { passed: 0, failed: 0, skipped: 0 };
/** The lines of vitest's failure reports, each prefixed with its package. */
const failures = [];
let inFailures = false;
let pending = '';
child.stdout.setEncoding('utf8');
child.stdout.on('data', (text) => {
  process.stdout.write(text);
  const lines = (pending + text).split('\n');
  pending = lines.pop() ?? '';
  for (const line of lines) read(line);
});
child.on('error', fail);
child.on('close', (code) => {
  read(pending);
  if (failures.length > 0) console.log(`\nFailures:\n${failures.slice(0, FAILURE_LINES).join('\n')}\n`);
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
  process.exit(code ?? 1);
});

/** Reads one line of output: of a failure report, or of vitest's summary. */
function read(line) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
  const plain = line.replace(/\u001b\[[\d;]*m/g, '');
  if (/⎯ (?:Failed Tests|Failed Suites|Unhandled Errors) /.test(plain)) inFailures = true;
  else if (/(?:^|:)\s+Test Files\s/.test(plain)) inFailures = false;
  if (inFailures) failures.push(plain);
  count(plain);
}

/** Adds up vitest's summaries, for instance `Tests  2 failed | 40 passed (42)`. */
function count(plain) {
  const summary = /(?:^|:)\s+Tests\s+(.*)$/.exec(plain)?.[1];
  if (!summary) return;
  for (const kind of ['passed', 'failed', 'skipped']) {
    totals[kind] += Number(new RegExp(`(\\d+) ${kind}`).exec(summary)?.[1] ?? 0);
  }
}
