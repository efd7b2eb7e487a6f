// Bundles what runs outside of Next into dist/: the server entry, and the service for hosts that have no entry of
// ours. Each is one file with nearly all that it needs: Node takes most of a start to find the files of packages. What
// the service imports when it is first needed is in that file too, and is only run then, so that no file has to be found
// and opened at that moment: Node would remember for ever that it could not be. What it imports when it starts may be apart.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Packages that stay outside: native code, one that knows its models by the names of their classes, some of which a
 * bundle has twice, and one that is not even installed.
 */
const OUTSIDE = ['@node-rs/argon2', 'oidc-provider', 'pg-native'];

/** What few installations want is in files of its own, by their names in dist/, so that the others do not even read it. */
const APART = { '@ai-sessions/telemetry/metrics': 'metrics', '@ai-sessions/telemetry/tracing': 'tracing' };

await build({
  entryPoints: {
    server: 'server.ts',
    'start-service': 'src/server/start-service.ts',
    ...Object.fromEntries(
      Object.entries(APART).map(([path, name]) => [name, fileURLToPath(import.meta.resolve(path))]),
    ),
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'linked',
  external: OUTSIDE,
  // React brings what helps to develop pages, too. Next bundles those; here, the reference alone is made with it.
  define: { 'process.env.NODE_ENV': '"production"' },
  // Packages that are written in CommonJS ask for modules of Node with `require`.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  plugins: [
    {
      name: 'workspace',
      setup({ onResolve }) {
        onResolve({ filter: /^@ai-sessions\// }, ({ path }) =>
          Object.hasOwn(APART, path)
            ? { path: `./${APART[path]}.js`, external: true }
            : { path: fileURLToPath(import.meta.resolve(path)) },
        );
      },
    },
  ],
});

// For a package without the compiler that Next would read its configuration with.
await build({
  entryPoints: { 'next.config': 'next.config.ts' },
  outdir: 'dist',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
});
