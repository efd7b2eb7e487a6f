#!/bin/sh
# Guess: the host of sip:alice@voice.example.com;maddr=192.0.2.1;ttl=5 is voice.example.com, and its parameters are maddr
# and ttl: so do the parsers of sip 0.0.6 and drachtio-sip 0.6.3 read it. sip.js 0.21.2 and jssip 3.13.8 put the maddr in
# the place of the host, lose the ttl, and write the address with the other host again. (Both also write transport=TLS in
# lower case, as their grammar is the same.)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sip@0.0.6 sip.js@0.21.2 jssip@3.13.8 drachtio-sip@0.6.3 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import drachtio from 'drachtio-sip';
import JsSIP from 'jssip';
import sip from 'sip';
import { Grammar } from 'sip.js';
for (const name of ['sip', 'sip.js', 'jssip', 'drachtio-sip']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const address = 'sip:alice@voice.example.com;maddr=192.0.2.1;ttl=5';
const js = Grammar.URIParse(address);
const jssip = JsSIP.URI.parse(address);
const outcomes = [
  sip.parseUri(address).host,
  drachtio.parser.parseUri(address).host,
  js.host,
  js.toString(),
  jssip.host,
  jssip.toString(),
];
console.log(outcomes.join('\n'));
const other = 'sip:alice@192.0.2.1;maddr=192.0.2.1';
const seen = ['voice.example.com', 'voice.example.com', '192.0.2.1', other, '192.0.2.1', other];
process.exit(outcomes.join() === seen.join() ? 0 : 1);
JS
node run.mjs
