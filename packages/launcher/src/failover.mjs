// `npm run failover`: builds what changed, then kills primaries under the service (`npm run failover -- --rounds 3`).
import { join } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const folder = join(root, 'deploy/patroni');
  await run(
    process.execPath,
    ['--import', 'tsx', join(folder, 'src/failover.ts'), ...process.argv.slice(2)],
    {},
    folder,
  );
} catch (error) {
  fail(error);
}
