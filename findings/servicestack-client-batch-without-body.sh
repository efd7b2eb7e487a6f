#!/bin/sh
# Guess: `sendAll` of @servicestack/client, declared to give a list, gives an empty list (or one entry a request) when
# a batch is answered 204 No Content, as single requests without result are.
# It gives null, and it sends POST although every request says that its verb is DELETE.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @servicestack/client@2.1.13
cat >run.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { JsonServiceClient } from '@servicestack/client';

const { version } = JSON.parse(readFileSync('node_modules/@servicestack/client/package.json', 'utf8'));
class DeleteThing {
  constructor(id) {
    this.id = id;
  }
  getTypeName() {
    return 'DeleteThing';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {}
}
const seen = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  request.resume();
  response.writeHead(204).end();
}).listen(0, async () => {
  const client = new JsonServiceClient(`http://127.0.0.1:${server.address().port}`);
  const one = await client.send(new DeleteThing('a'));
  const many = await client.sendAll([new DeleteThing('a'), new DeleteThing('b')]);
  server.closeAllConnections();
  server.close();
  console.log(`@servicestack/client ${version}`);
  console.log(`sent: ${seen.join(', ')}`);
  console.log(`send gives ${JSON.stringify(one)}, sendAll gives ${JSON.stringify(many)}`);
  const asSeen = seen.join() === 'DELETE /api/DeleteThing?id=a,POST /api/DeleteThing[]';
  process.exitCode = asSeen && one === undefined && many === null ? 0 : 1;
});
PROGRAM
node run.mjs
