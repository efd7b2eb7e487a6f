#!/bin/sh
# Guess: a header that is continued on a line beginning with a blank is read as one line, as RFC 3261 7.3.1 says: a
# parser of SIP that takes such a header unfolds it. sip 0.0.6 takes it and leaves the line break in the value, so what
# compares, logs or shows it has two lines.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sip@0.0.6 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import sip from 'sip';
console.log('sip', JSON.parse(readFileSync('node_modules/sip/package.json', 'utf8')).version);
const lines = ['OPTIONS sip:a@voice.example.com SIP/2.0', 'CSeq: 1 OPTIONS', 'Subject: Monthly', ' report', '', ''];
const { subject } = sip.parse(lines.join('\r\n')).headers;
console.log(JSON.stringify(subject));
process.exit(subject === 'Monthly\r\n report' ? 0 : 1);
JS
node run.mjs
