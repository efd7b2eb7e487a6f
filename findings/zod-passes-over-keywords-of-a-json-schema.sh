#!/bin/sh
# Guess: z.fromJSONSchema of Zod 4.6.7 honours a schema or throws, as it does with "not is not supported" and
# "if/then/else are not supported". It builds a schema and says nothing where it passes over: a required name that has no
# property, also in the branches of anyOf; minimum, minLength and properties without a type beside them; what stands
# beside a $ref; and additionalProperties: false in a part of allOf. Values that Ajv 8 refuses then go through, so what
# checks the arguments of a tool with it lets them in.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts zod@4.6.7 ajv@8.18.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import * as z from 'zod';
for (const name of ['zod', 'ajv']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const ajv = new Ajv.default({ strict: false });
const number = { type: 'number' };
const cases = {
  'a required name': [{ type: 'object', properties: { text: { type: 'string' } }, required: ['to'] }, { text: 'x' }],
  'required in anyOf': [{ anyOf: [{ required: ['to'] }, { required: ['cc'] }] }, {}],
  'a minimum': [{ minimum: 5 }, 1],
  'properties': [{ properties: { n: number } }, { n: 'x' }],
  'beside a $ref': [{ $defs: { n: number }, $ref: '#/$defs/n', minimum: 3 }, 1],
  'closed in allOf': [
    { allOf: [{ type: 'object', properties: { a: number } }, { type: 'object', properties: { b: number }, additionalProperties: false }] },
    { a: 1, b: 2 },
  ],
  'not': [{ not: { type: 'string' } }, 'x'],
};
const outcomes = Object.entries(cases).map(([what, [schema, value]]) => {
  let taken;
  try {
    taken = z.fromJSONSchema(schema).safeParse(value).success ? 'taken' : 'refused';
  } catch {
    taken = 'thrown';
  }
  const right = ajv.validate(schema, value) ? 'taken' : 'refused';
  console.log(`${what}: ${taken}, by Ajv ${right}`);
  return `${taken}/${right}`;
});
process.exit(outcomes.join() === `${'taken/refused,'.repeat(6)}thrown/refused` ? 0 : 1);
JS
node run.mjs
