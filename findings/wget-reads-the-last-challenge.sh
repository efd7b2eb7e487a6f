#!/usr/bin/env bash
# One would guess: of several WWW-Authenticate lines, wget --user takes one that it can meet, as curl and browsers do, and
# their order does not matter.
# GNU Wget 1.21.3 finds Basic among them, but then reads the last line in its place: with Basic first and Negotiate last,
# as many servers send it, it never sends the password; the other way round it signs in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq wget=1.21.3-1+deb12u1 >/dev/null 2>&1
dpkg-deb -x wget_*.deb .
npm install --silent --no-audit --no-fund --prefix . node@24.9.0 >/dev/null
cat > try.mjs <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const outcomes = [];
for (const lines of [['Basic realm="a"', 'Negotiate'], ['Negotiate', 'Basic realm="a"']]) {
  const sent = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    sent.push(authorization ?? 'nothing');
    if (authorization) response.end('ok');
    else response.writeHead(401, { 'WWW-Authenticate': lines }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const wget = spawn('usr/bin/wget', ['-O', '/dev/null', '--user=u', '--password=p', address]);
  let log = '';
  wget.stderr.on('data', (chunk) => (log += chunk));
  const code = await new Promise((resolve) => wget.on('close', resolve));
  console.log(`${lines.join(' | ')}: sent ${sent.join(', then ')}; exit code ${code}`);
  console.log(`  ${/Authentication selected: .*/.exec(log)?.[0]}`);
  outcomes.push(code);
  server.closeAllConnections();
  server.close();
}
process.exit(outcomes.join() === '6,0' ? 0 : 1);
JS
usr/bin/wget --version | head -1
node_modules/.bin/node try.mjs
