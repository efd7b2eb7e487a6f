// Bundles what runs outside of Next into dist/: the server entry, and the service for hosts that have no entry of
// ours. The packages of the workspace go inside, installed packages stay outside.
import { build } from 'esbuild';

await build({
  entryPoints: { server: 'server.ts', 'start-service': 'src/server/start-service.ts' },
  splitting: true,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'linked',
  packages: 'external',
  // Packages of the workspace are TypeScript source; everything else stays in node_modules.
  plugins: [
    {
      name: 'workspace',
      setup({ onResolve }) {
        onResolve({ filter: /^@ai-sessions\// }, async ({ path }) => ({
          path: (await import('node:url')).fileURLToPath(import.meta.resolve(path)),
        }));
      },
    },
  ],
});
