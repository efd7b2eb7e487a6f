#!/bin/sh
# Guess: what sdp-transform parses and writes back keeps the numbers of its o= line; RFC 8866 advises NTP timestamps for
# both, and a 64-bit one is parsed into text, digit for digit. sdp-transform 3.0.0 writes the session id as it was, but
# makes a float of the session version: two offers, the second one version later, are written with the same version,
# so whoever reads them (RFC 3264, 8) takes the second for an unchanged one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sdp-transform@3.0.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parse, write } from 'sdp-transform';
console.log('sdp-transform', JSON.parse(readFileSync('node_modules/sdp-transform/package.json', 'utf8')).version);
const offer = (version) =>
  ['v=0', `o=- 16108389263241117697 ${version} IN IP4 192.0.2.1`, 's=-', 't=0 0', 'm=audio 4000 RTP/AVP 0', ''].join('\r\n');
const versions = ['16108389263241117697', '16108389263241117698'];
const written = [];
for (const version of versions) {
  const description = parse(offer(version));
  const line = /^o=.*$/m.exec(write(description))[0];
  console.log(`version ${version}: parsed as ${JSON.stringify(description.origin.sessionVersion)}, written as ${line}`);
  written.push(line);
}
const asSeen = 'o=- 16108389263241117697 16108389263241118000 IN IP4 192.0.2.1';
process.exit(written[0] === asSeen && written[1] === asSeen ? 0 : 1);
JS
node run.mjs
