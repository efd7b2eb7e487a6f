// `npm run check-monitoring`: builds what changed, then tries alerts and dashboard on it and a real Prometheus.
import { join } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const folder = join(root, 'packages/monitoring');
  await run(process.execPath, ['--import', 'tsx', join(folder, 'src/check.ts')], {}, folder);
} catch (error) {
  fail(error);
}
