// `npm run failover` and `npm run rolling-restart`: builds what changed, then starts a program of deploy/patroni
// (`npm run failover -- --rounds 3`).
import { join } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

const [program, ...options] = process.argv.slice(2);

checkNode();
try {
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const folder = join(root, 'deploy/patroni');
  await run(process.execPath, ['--import', 'tsx', join(folder, `src/${program}.ts`), ...options], {}, folder);
} catch (error) {
  fail(error);
}
