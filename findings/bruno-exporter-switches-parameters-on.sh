#!/bin/sh
# Guess: a query parameter that is switched off in Bruno is switched off in the Postman collection that Bruno's exporter
# writes; headers are. brunoToPostman of @usebruno/converters 0.23.0 forgets it for parameters: all of them are sent.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @usebruno/converters@0.23.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { brunoToPostman, openApiToBruno } from '@usebruno/converters';
const { version } = JSON.parse(readFileSync('node_modules/@usebruno/converters/package.json', 'utf8'));
console.log('@usebruno/converters', version);
const parameters = [
  { name: 'order', in: 'query', schema: { type: 'string' } },
  { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
];
const collection = openApiToBruno({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://things.example' }],
  paths: { '/things': { get: { operationId: 'list', parameters, responses: { 200: { description: 'ok' } } } } },
});
const inside = ({ items, item, request }) => (request?.url ? request : (items ?? item).map(inside)[0]);
const { params, headers } = inside(collection);
const { url, header } = inside(brunoToPostman(collection));
const off = [params[0].enabled === false, headers[0].enabled === false];
const stillOff = [url.query[0].disabled === true, header[0].disabled === true];
console.log('switched off in Bruno (parameter, header):', off.join(', '));
console.log('switched off in the export (parameter, header):', stillOff.join(', '));
process.exit(off.join() === 'true,true' && stillOff.join() === 'false,true' ? 0 : 1);
JS
node run.mjs
