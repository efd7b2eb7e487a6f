#!/bin/sh
# Guess: where the generated type says `bigint` (format int64), the transformer of @hey-api/openapi-ts makes every number a
# bigint. Version 0.99.0 asks whether an optional member is truthy, not whether it is there: 5 becomes 5n, but 0 stays
# the number 0, typed as bigint, so that adding 1n throws TypeError on the first customer who has none of something.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @hey-api/openapi-ts@0.99.0 typescript@5.9.3 >/dev/null 2>&1
cat >things.json <<'JSON'
{ "openapi": "3.1.0", "info": { "title": "Things", "version": "1" },
  "paths": { "/count": { "get": { "operationId": "count", "responses": { "200": { "description": "ok", "content": {
    "application/json": { "schema": { "type": "object", "required": ["all"], "properties": {
      "all": { "type": "integer", "format": "int64" }, "open": { "type": "integer", "format": "int64" } } } } } } } } } } }
JSON
npx openapi-ts -i ./things.json -o client -p @hey-api/typescript @hey-api/sdk @hey-api/client-fetch @hey-api/transformers >/dev/null 2>&1
cat >run.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import typescript from 'typescript';
console.log('@hey-api/openapi-ts', JSON.parse(readFileSync('node_modules/@hey-api/openapi-ts/package.json', 'utf8')).version);
const source = readFileSync('client/transformers.gen.ts', 'utf8');
const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ESNext };
writeFileSync('transformers.mjs', typescript.transpileModule(source, { compilerOptions }).outputText);
const { countResponseTransformer } = await import('./transformers.mjs');
console.log('declared:', /open\?: .*;/.exec(readFileSync('client/types.gen.ts', 'utf8'))[0]);
const seen = [];
for (const answer of [{ all: 5, open: 5 }, { all: 0, open: 0 }]) {
  const text = JSON.stringify(answer);
  const { all, open } = await countResponseTransformer(answer);
  seen.push(typeof all, typeof open);
  console.log(`${text}: all is a ${typeof all}, open is a ${typeof open}`);
}
process.exit(seen.join() === 'bigint,bigint,bigint,number' ? 0 : 1);
JS
node run.mjs
