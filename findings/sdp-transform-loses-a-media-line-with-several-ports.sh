#!/bin/sh
# Guess: sdp-transform reads a media line that offers several ports ("49170/2", RFC 8866 5.14), or keeps it as it stands, as
# it does with attributes that it does not know. sdp-transform 3.0.0 keeps nothing of that line, neither kind nor
# port nor formats, and no error says so; what it writes has "m=undefined NaN undefined" in its place.
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
const seen = [];
for (const port of ['49170', '49170/2']) {
  const description = parse(
    ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 't=0 0', `m=audio ${port} RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', ''].join('\r\n'),
  );
  const { type, port: first, payloads } = description.media[0];
  const line = /^m=.*$/m.exec(write(description))[0].trimEnd();
  console.log(`port ${port}: type ${type}, port ${first}, payloads ${payloads}; written as ${line}`);
  seen.push(line);
}
process.exit(seen[0] === 'm=audio 49170 RTP/AVP 0' && seen[1] === 'm=undefined NaN undefined' ? 0 : 1);
JS
node run.mjs
