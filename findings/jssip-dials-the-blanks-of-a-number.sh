#!/bin/sh
# Guess: what is dialled with JsSIP as people write numbers loses all that is only there to be read: +1-212-555-1212 and
# 212.555.1212 lose it, so +1 212 555 1212 and (212) 555-1212 will. With JsSIP 3.13.8 a blank anywhere keeps everything: the
# call goes to the user `+1%20212%20555%201212`, and brackets and hyphens stay, too.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund jssip@3.13.8 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import JsSIP from 'jssip';
console.log('jssip', JSON.parse(readFileSync('node_modules/jssip/package.json', 'utf8')).version);
const dialled = (number) => String(JsSIP.Utils.normalizeTarget(number, 'example.com'));
const expected = {
  '+1-212-555-1212': 'sip:+12125551212@example.com',
  '212.555.1212': 'sip:2125551212@example.com',
  '(212)555-1212': 'sip:2125551212@example.com',
  '+1 212 555 1212': 'sip:+1%20212%20555%201212@example.com',
  '(212) 555-1212': 'sip:(212)%20555-1212@example.com',
};
for (const number of Object.keys(expected)) console.log(`${number} becomes ${dialled(number)}`);
for (const [number, target] of Object.entries(expected)) assert.equal(dialled(number), target);
JS
node run.mjs
