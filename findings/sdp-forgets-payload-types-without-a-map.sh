#!/bin/sh
# Guess: of `m=audio … RTP/AVP 0 8 101` with an rtpmap for 101 only, a parser of SDP gives the codecs PCMU, PCMA and
# telephone-event: 0 and 8 need no rtpmap, as RFC 3551 fixes what they are, and telephones leave it out. parseRtpParameters
# of sdp 3.2.2 gives telephone-event alone, with no sign that there was more: such an offer seems to hold no way to talk.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund sdp@3.2.2 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import SDP from 'sdp';
console.log('sdp', JSON.parse(readFileSync('node_modules/sdp/package.json', 'utf8')).version);
const section = [
  'm=audio 49170 RTP/AVP 0 8 101',
  'a=rtpmap:101 telephone-event/8000',
  'a=fmtp:101 0-16',
  '',
].join('\r\n');
const { codecs } = SDP.parseRtpParameters(section);
console.log('format list:', SDP.parseMLine(section.split('\r\n')[0]).fmt);
console.log('codecs:', codecs.map(({ payloadType, name }) => `${payloadType} ${name}`).join(', '));
assert.deepEqual(
  codecs.map(({ payloadType }) => payloadType),
  [101],
);
JS
node run.mjs
