#!/bin/sh
# Guess: the payload that a parser of RTP gives is what the sender put in: without the padding that the P bit announces,
# and beginning behind the contributing sources and the extension. rtp-parser 1.0.0 knows of both bits and leaves the
# padding and the extension in the payload, where a decoder of G.711 makes clicks of them; and it calls the contributing
# source 7 by the number 2304. werift-rtp 0.8.9 reads all of it rightly.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts rtp-parser@1.0.0 werift-rtp@0.8.9 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import rtp from 'rtp-parser';
import werift from 'werift-rtp';
for (const name of ['rtp-parser', 'werift-rtp']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const head = (first) => [first, 0, 0, 1, 0, 0, 0, 160, 0, 0, 0, 9];
const packets = {
  plain: [...head(0x80), 1, 2, 3, 4],
  'padded by 4': [...head(0xa0), 1, 2, 3, 4, 0, 0, 0, 4],
  'with the source 7': [...head(0x81), 0, 0, 0, 7, 1, 2, 3, 4],
  'with an extension': [...head(0x90), 0xbe, 0xde, 0, 1, 0x10, 0xaa, 0, 0, 1, 2, 3, 4],
};
const outcomes = Object.entries(packets).map(([what, bytes]) => {
  const packet = Buffer.from(bytes);
  const read = rtp.parseRtpPacket(packet);
  const right = werift.RtpPacket.deSerialize(packet);
  const line = `[${[...read.payload]}] of [${read.csrc}], not [${[...right.payload]}] of [${right.header.csrc}]`;
  console.log(`${what}: ${line}`);
  return line;
});
const seen = [
  '[1,2,3,4] of [], not [1,2,3,4] of []',
  '[1,2,3,4,0,0,0,4] of [], not [1,2,3,4] of []',
  '[1,2,3,4] of [2304], not [1,2,3,4] of [7]',
  '[190,222,0,1,16,170,0,0,1,2,3,4] of [], not [1,2,3,4] of []',
];
process.exit(outcomes.join('|') === seen.join('|') ? 0 : 1);
JS
node run.mjs
