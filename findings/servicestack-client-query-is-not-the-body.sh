#!/bin/sh
# Guess: @servicestack/client sends the members of a request in the query of a GET so that they mean what they mean in the
# body of a POST: the same instant for a Date, lists and objects in ServiceStack's JSV, bytes as base64, all of it escaped.
# Version 2.1.13 puts what JavaScript shows for the value there: a Date in words without its milliseconds, a list whose
# members cannot be told apart once one has a comma, "[object Object]" for an object; and base64 unescaped, so that its
# "+" arrives as a blank.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @servicestack/client@2.1.13 >/dev/null
cat >run.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { JsonServiceClient } from '@servicestack/client';

console.log('@servicestack/client', JSON.parse(readFileSync('node_modules/@servicestack/client/package.json', 'utf8')).version);
class Find {
  constructor(verb) {
    this.getMethod = () => verb;
    this.since = new Date('2026-01-31T12:00:00.123Z');
    this.names = ['Doe, John', 'Roe'];
    this.range = { from: 1, to: 2 };
    this.digest = new Uint8Array([251, 239, 190]);
  }
  getTypeName() {
    return 'Find';
  }
  createResponse() {}
}
const queries = [];
const bodies = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  queries.push(new URL(request.url, 'http://service.example').searchParams);
  bodies.push(body);
  response.writeHead(204).end();
}).listen(0, '127.0.0.1', async () => {
  const client = new JsonServiceClient(`http://127.0.0.1:${server.address().port}`);
  await client.send(new Find('POST'));
  await client.send(new Find('GET'));
  server.closeAllConnections();
  server.close();
  const query = Object.fromEntries(queries[1]);
  console.log('POST, body:', bodies[0]);
  for (const name of ['since', 'names', 'range', 'digest']) console.log(`GET, ${name}: ${JSON.stringify(query[name])}`);
  const { since, names } = JSON.parse(bodies[0]);
  const bodyKeeps = since === '2026-01-31T12:00:00.123Z' && names.length === 2;
  const inWords = query.since.startsWith('Sat Jan 31 2026') && new Date(query.since).getMilliseconds() === 0;
  const asSeen = inWords && query.names === 'Doe, John,Roe' && query.range === '[object Object]' && query.digest === '    ';
  process.exitCode = bodyKeeps && asSeen ? 0 : 1;
});
PROGRAM
TZ=UTC node run.mjs
