// `npm start`: from a bare checkout to a running service.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, fail, install, root, turbo } from './workspace.mjs';

checkNode();
try {
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
} catch (error) {
  fail(error);
}
process.env.NODE_ENV ??= 'production';
await import(pathToFileURL(join(root, 'apps/web/dist/server.js')).href);
