// `npm run rolling-restart`: builds what changed, then restarts processes under load (`npm run rolling-restart -- --rounds 1`).
import { join } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const folder = join(root, 'deploy/haproxy');
  await run(
    process.execPath,
    ['--import', 'tsx', join(folder, 'src/rolling-restart.ts'), ...process.argv.slice(2)],
    {},
    folder,
  );
} catch (error) {
  fail(error);
}
