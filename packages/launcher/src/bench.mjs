// `pnpm bench`: builds what changed, then measures. Arguments go to the benchmark (`pnpm bench --seconds 10`).
import { join } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const folder = join(root, 'packages/bench');
  await run(
    process.execPath,
    ['--import', 'tsx', join(folder, 'src/bench.ts'), ...process.argv.slice(2)],
    {},
    folder,
  );
} catch (error) {
  fail(error);
}
