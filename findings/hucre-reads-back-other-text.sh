#!/bin/sh
# Guess: text that is written into a workbook with hucre is read back as it was. Workbooks escape what XML cannot say as
# `_x0001_`, and a text that looks like such an escape has to be escaped itself. hucre 1.0.0 writes control characters so,
# and leaves `_x0041_` as it is: read-excel-file, and its own reader, make "A" of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts hucre@1.0.0 read-excel-file@9.3.17 >/dev/null
cat >run.mjs <<'JS'
import { readXlsx, writeXlsxStream } from 'hucre/xlsx';
import readSheets from 'read-excel-file/node';
const text = 'before _x0041_ after, \u0001';
const pieces = [];
for await (const piece of writeXlsxStream([[text]], { name: 'Rows' })) pieces.push(piece);
const file = Buffer.concat(pieces);
const own = (await readXlsx(file)).sheets[0].rows[0][0];
const other = (await readSheets(file))[0].data[0][0];
console.log('written:', JSON.stringify(text));
console.log('read by hucre:', JSON.stringify(own));
console.log('read by read-excel-file:', JSON.stringify(other));
const changed = 'before A after, \u0001';
process.exit(own === changed && other === changed ? 0 : 1);
JS
node run.mjs
