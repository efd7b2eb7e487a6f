#!/bin/sh
# Guess: `enum: ["Open", null]` allows null in what @hey-api/openapi-ts generates, as JSON Schema says of an enumeration,
# with or without a `type` beside it. Version 0.99.0 takes null from `type` alone: where there is none, null is left out
# of the type, and the Zod schema refuses an answer that the document allows.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @hey-api/openapi-ts@0.99.0 typescript@5.9.3 zod@4.6.7 ajv@8.20.0 >/dev/null 2>&1
cat >things.json <<'JSON'
{ "openapi": "3.1.0", "info": { "title": "Things", "version": "1" }, "paths": {}, "components": { "schemas": {
  "Untyped": { "enum": ["Open", null] }, "Typed": { "type": ["string", "null"], "enum": ["Open", null] } } } }
JSON
npx openapi-ts -i ./things.json -o client -p @hey-api/typescript zod >/dev/null 2>&1
cat >run.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import typescript from 'typescript';
console.log('@hey-api/openapi-ts', JSON.parse(readFileSync('node_modules/@hey-api/openapi-ts/package.json', 'utf8')).version);
const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ESNext };
const source = readFileSync('client/zod.gen.ts', 'utf8');
writeFileSync('zod.mjs', typescript.transpileModule(source, { compilerOptions }).outputText);
const { zTyped, zUntyped } = await import('./zod.mjs');
const { schemas } = JSON.parse(readFileSync('things.json', 'utf8')).components;
const types = readFileSync('client/types.gen.ts', 'utf8');
const ajv = new Ajv2020({ allowUnionTypes: true });
const seen = [];
for (const [name, schema] of [['Typed', zTyped], ['Untyped', zUntyped]]) {
  const verdicts = [ajv.validate(schemas[name], null), schema.safeParse(null).success];
  console.log(JSON.stringify(schemas[name]));
  console.log(`  ${new RegExp(`type ${name} = .*;`).exec(types)[0]} null: ${verdicts[0]} by JSON Schema, ${verdicts[1]} by the Zod schema`);
  seen.push(...verdicts);
}
process.exit(seen.join() === 'true,true,true,false' ? 0 : 1);
JS
node run.mjs
