#!/bin/sh
# An answer may say its length twice, as long as it is the same one: RFC 9110 8.6 lets a recipient take it as one. One
# would guess that Node's client takes it too once it is told to be lenient (insecureHTTPParser: true), which also lets
# it take chunks beside a length, folded headers and bare LF. It does not: these alone it refuses in either mode. undici
# refuses them as well, and names a cause that is none: that the body has another length.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@22.22.2 undici@7.30.2 >/dev/null
cat >probe.mjs <<'END'
import http from 'node:http';
import net from 'node:net';
import { Client } from 'undici';

const answers = {
  'length twice': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}',
  'length in a list': 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}',
  'chunks beside a length': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
};
const ask = (port) =>
  new Promise((resolve) => {
    const request = http.get({ port, insecureHTTPParser: true, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(String(answer.statusCode)));
    });
    request.on('error', ({ code }) => resolve(code));
  });
const askUndici = async (port) => {
  const client = new Client(`http://127.0.0.1:${port}`);
  try {
    const { statusCode, body } = await client.request({ method: 'GET', path: '/' });
    await body.dump();
    return String(statusCode);
  } catch ({ message }) {
    return message;
  } finally {
    await client.destroy();
  }
};
console.log('node', process.version);
const seen = [];
for (const [name, answer] of Object.entries(answers)) {
  const server = net.createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(answer)));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  seen.push(await ask(port), await askUndici(port));
  console.log(`${name}: http with insecureHTTPParser: ${seen.at(-2)}; undici: ${seen.at(-1)}`);
  server.close();
}
const mismatch = /length does not match/;
const asBefore =
  seen[0] === 'HPE_UNEXPECTED_CONTENT_LENGTH' && mismatch.test(seen[1]) &&
  seen[2] === 'HPE_INVALID_CONTENT_LENGTH' && mismatch.test(seen[3]) && seen[4] === '200';
process.exit(asBefore ? 0 : 1);
END
./node_modules/.bin/node probe.mjs
