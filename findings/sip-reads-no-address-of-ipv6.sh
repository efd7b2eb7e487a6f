#!/bin/sh
# Guess: a parser of SIP reads sip:alice@[2001:db8::1]:5060, whose host RFC 3261 allows. sip 0.0.6 answers undefined, with
# and without a user or a port, as it does to what is no address at all; its parse() takes a whole message to such an
# address nevertheless, because it leaves most addresses as text. drachtio-sip 0.6.3 reads it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sip@0.0.6 drachtio-sip@0.6.3 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import drachtio from 'drachtio-sip';
import sip from 'sip';
for (const name of ['sip', 'drachtio-sip']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const outcomes = [];
for (const address of ['sip:[2001:db8::1]', 'sip:alice@[2001:db8::1]:5060', 'sip:alice@192.0.2.1:5060']) {
  const read = [sip.parseUri(address)?.host, drachtio.parser.parseUri(address)?.host];
  console.log(address, read);
  outcomes.push(...read);
}
const message = sip.parse('OPTIONS sip:alice@[2001:db8::1]:5060 SIP/2.0\r\nCSeq: 1 OPTIONS\r\n\r\n');
console.log('in a message:', message.uri);
outcomes.push(message.uri);
const v6 = '[2001:db8::1]';
const seen = [undefined, v6, undefined, v6, '192.0.2.1', '192.0.2.1', `sip:alice@${v6}:5060`];
process.exit(outcomes.join() === seen.join() ? 0 : 1);
JS
node run.mjs
