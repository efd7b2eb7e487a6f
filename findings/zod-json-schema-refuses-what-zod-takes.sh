#!/bin/sh
# Guess: where JSON Schema cannot say what a Zod schema checks, z.toJSONSchema is looser (as it is about refinements) or
# throws (as it does about dates), so whoever checks by it refuses nothing that Zod would take. Zod 4.6.7 is narrower in
# three places, without a word: a pattern loses its flags, so /^ab$/i wants small letters; z.iso.duration() takes
# fractions, but is given the format `duration`, which is RFC 3339's and has none; and z.url() takes letters beyond
# ASCII, but is given `uri`. Clients that check arguments by the schema, as those of MCP do, never send such values.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts zod@4.6.7 ajv@8.20.0 ajv-formats@3.0.1 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020.js');
for (const name of ['zod', 'ajv', 'ajv-formats']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const ajv = new Ajv2020({ strict: false });
require('ajv-formats')(ajv);
const cases = [
  ['regex(/^ab$/i)', z.string().regex(/^ab$/i), ['ab', 'AB']],
  ['iso.duration()', z.iso.duration(), ['PT1S', 'PT0.5S']],
  ['url()', z.url(), ['https://example.com/a', 'https://example.com/ä']],
];
const seen = [];
for (const [name, schema, values] of cases) {
  const written = z.toJSONSchema(schema, { io: 'input' });
  console.log(`${name}: format ${written.format ?? 'none'}${name.startsWith('regex') ? `, pattern ${written.pattern}` : ''}`);
  for (const value of values) {
    const verdicts = [schema.safeParse(value).success, ajv.validate(written, value)];
    console.log(`  ${value}: Zod ${verdicts[0]}, its JSON Schema ${verdicts[1]}`);
    seen.push(verdicts.join('/'));
  }
}
process.exit(seen.join() === 'true/true,true/false,true/true,true/false,true/true,true/false' ? 0 : 1);
JS
node run.mjs
