#!/bin/sh
# Guess: told to take values from examples, Postman's importer leaves an optional parameter without an example out, or
# switched off: there is nothing to take. openapi-to-postmanv2 6.3.3 switches it on with the word `string` (or a random
# member of an enumeration), so a first request with `If-Match: string` or `cursor=string` is sent. Only a `default`
# keeps it quiet: its value is sent, and an empty list is not sent at all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts openapi-to-postmanv2@6.3.3 >/dev/null
cat >run.cjs <<'JS'
const { convertV2 } = require('openapi-to-postmanv2');
console.log('openapi-to-postmanv2', require('openapi-to-postmanv2/package.json').version);
const parameters = [
  { name: 'cursor', in: 'query', required: false, schema: { type: 'string' } },
  { name: 'text', in: 'query', required: false, schema: { type: 'string', default: '' } },
  { name: 'ids', in: 'query', required: false, schema: { type: 'array', items: { type: 'string' }, default: [] } },
  { name: 'If-Match', in: 'header', required: false, schema: { type: 'string' } },
];
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://things.example' }],
  paths: { '/things': { get: { operationId: 'list', parameters, responses: { 200: { description: 'ok' } } } } },
};
convertV2({ type: 'json', data: document }, { parametersResolution: 'Example' }, (error, { output }) => {
  if (error) throw error;
  const [entry] = output[0].data.item;
  const { url, header } = (entry.item ? entry.item[0] : entry).request;
  const sent = [...url.query, ...header].map(({ key, value, disabled }) => `${disabled ? 'off' : 'on'} ${key}=${value}`);
  console.log(sent.join('\n'));
  const expected = ['on cursor=string', 'on text=', 'on If-Match=string'];
  process.exit(JSON.stringify(sent) === JSON.stringify(expected) ? 0 : 1);
});
JS
node run.cjs
