// `npm run screenshots`: builds what changed, then takes a picture of every page. Arguments are names of pictures.
import { join } from 'node:path';
import { installTools } from './tools.mjs';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  await installTools();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const folder = join(root, 'packages/screenshots');
  await run(
    process.execPath,
    ['--import', 'tsx', join(folder, 'src/screenshots.ts'), ...process.argv.slice(2)],
    {},
    folder,
  );
} catch (error) {
  fail(error);
}
