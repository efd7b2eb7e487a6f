// `npm run check`: everything that is checked without running the service.
import { join } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  const bin = (name) => join(root, 'node_modules/.bin', name);
  await turbo('generate', '--output-logs=errors-only');
  await run(bin('biome'), ['check', '--error-on-warnings', '.']);
  await run(bin('turbo'), ['boundaries']);
  await run(bin('knip'), ['--no-progress', '--no-config-hints']);
  await turbo('build', '--output-logs=errors-only');
  await turbo('typecheck', '--output-logs=errors-only');
} catch (error) {
  fail(error);
}
