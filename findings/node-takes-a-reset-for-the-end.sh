#!/bin/sh
# Guess: when the other side resets a connection, fetch of Node.js rejects, so that a body that only the end of its
# connection ends (HTTP/1.0, and proxies that still speak it) is known to be cut short. When something is still to be
# read as the reset comes, fetch of Node.js 20.20.2 and 24.21.0 on Linux gives what had arrived as the whole body, and a
# response of node:http ends with `complete` true. With 20.20.2 (libuv 1.46) the socket itself reports an orderly end;
# with 24.21.0 (libuv 1.52) it reports ECONNRESET, which no longer reaches the body. curl ends with CURLE_RECV_ERROR.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund old@npm:node@20.20.2 new@npm:node@24.21.0 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
console.log('Node.js', process.version, 'libuv', process.versions.uv);
const WHOLE = 64 * 1024 * 1024;
let peer;
const server = createServer((socket) => {
  peer = socket;
  socket.on('error', () => {});
  socket.once('data', () => {
    socket.write('HTTP/1.0 200 OK\r\n\r\n');
    socket.write(Buffer.alloc(WHOLE, 'a'));
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address();
const address = `http://127.0.0.1:${port}/`;
async function reset() {
  // Until what the system holds for both sides is full.
  await pause(300);
  peer.resetAndDestroy();
  await once(peer, 'close');
}

const fetched = await fetch(address);
await reset();
const { byteLength } = await fetched.arrayBuffer();
console.log(`fetch: a body of ${byteLength} of ${WHOLE} bytes`);
assert.ok(byteLength < WHOLE);

const request = get(address);
request.on('error', () => {});
const [response] = await once(request, 'response');
await reset();
response.resume();
await once(response, 'end');
console.log('node:http: end, complete:', response.complete);
assert.equal(response.complete, true);

const socket = connect(port, '127.0.0.1');
socket.write('GET / HTTP/1.0\r\n\r\n');
await once(socket, 'connect');
await reset();
const outcome = new Promise((resolve) => {
  socket.once('end', () => resolve('end'));
  socket.once('error', (error) => resolve(error.code));
});
socket.resume();
console.log('node:net:', await outcome);
assert.equal(await outcome, process.argv[2]);

const curl = spawn('curl', ['--silent', '--http1.0', address]);
await once(curl.stdout, 'readable');
await reset();
curl.stdout.resume();
const [status] = await once(curl, 'exit');
console.log('curl: exit status', status);
assert.equal(status, 56);
server.close();
JS
node_modules/old/bin/node run.mjs end
node_modules/new/bin/node run.mjs ECONNRESET
