// `npm run key`, `npm run demo-data`, ...: one of the commands of the app, from a bare checkout.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, fail, install, quietTurbo, root, run } from './workspace.mjs';

checkNode();
const [name = '', ...args] = process.argv.slice(2);
const script = join(root, 'apps/web/commands', `${name}.ts`);
try {
  if (!existsSync(script)) throw new Error(`There is no command '${name}'.`);
  await install();
  await quietTurbo('generate', '--output-logs=errors-only', '--log-prefix=none');
  // The command has printed its own error: only its exit code is passed on.
  await run(process.execPath, ['--import', 'tsx', script, ...args], {}, join(root, 'apps/web')).catch(
    ({ exitCode }) => process.exit(exitCode || 1),
  );
} catch (error) {
  fail(error);
}
