#!/usr/bin/env bash
# One would guess: a node:http server without a listener for 'upgrade' answers a request that asks for another protocol
# like any other, and goes on with the next request of the connection (RFC 9110, 7.8).
# It does answer it, and keeps the connection, but what arrived together with the request is dropped: a request that was
# sent behind it in the same packet is never answered, while the same two without `Upgrade` are both answered.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . node@24.9.0 >/dev/null
cat > try.mjs <<'JS'
import { createServer } from 'node:http';
import { connect } from 'node:net';

const server = createServer((request, response) => response.end(`answer to ${request.url}\n`));
server.listen(0, '127.0.0.1', async () => {
  const counts = [];
  for (const wish of ['', 'Connection: Upgrade\r\nUpgrade: h2c\r\n']) {
    const text = await new Promise((resolve) => {
      const socket = connect(server.address().port, '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => (received += chunk));
      socket.on('close', () => resolve(received));
      setTimeout(() => socket.destroy(), 2_000);
      socket.write(`GET /1 HTTP/1.1\r\nHost: a\r\n${wish}\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n`);
    });
    const answered = text.match(/answer to \S+/g) ?? [];
    counts.push(answered.length);
    console.log(`${wish ? 'first asks for an upgrade' : 'none asks for an upgrade'}: ${answered.join(', ')}`);
  }
  server.close();
  process.exit(counts.join() === '2,1' ? 0 : 1);
});
JS
node_modules/.bin/node --version
node_modules/.bin/node try.mjs
