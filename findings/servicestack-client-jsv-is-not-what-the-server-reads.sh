#!/bin/sh
# Guess: JSV.stringify of @servicestack/client 2.1.13 writes what a ServiceStack server reads back as the same: a text with
# a quotation mark in it stands in quotation marks with each of its own doubled, and a Date keeps its instant. A text that
# is nothing but a quoted word gets one mark too few at each end, and a Date becomes the clock of the machine without any
# zone: noon UTC is 07:00:00 in New York. JSON.stringify of the same client's requests writes both rightly.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @servicestack/client@2.1.13 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { JSV } from '@servicestack/client';
const at = 'node_modules/@servicestack/client/package.json';
console.log('@servicestack/client', JSON.parse(readFileSync(at, 'utf8')).version);
const written = JSV.stringify({
  comma: 'a, b',
  inside: 'say "hi", ok',
  around: '"hi"',
  date: new Date('2026-01-01T12:00:00Z'),
});
console.log(written);
const seen = '{comma:"a, b",inside:"say ""hi"", ok",around:""hi"",date:"2026-01-01T07:00:00"}';
process.exit(written === seen ? 0 : 1);
JS
TZ=America/New_York node run.mjs
