#!/bin/sh
# Guess: libphonenumber-js 1.13.16, which knows no letters on keys, gives nothing for 1-800-FLOWERS, as it does for what
# is no number. It gives the digits before the letters as a number, +11800, whose isValid() is false and isPossible() is
# false: who stores number without asking has lost the rest. Google's own library dials the letters.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts libphonenumber-js@1.13.16 google-libphonenumber@3.2.44 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import google from 'google-libphonenumber';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
for (const name of ['libphonenumber-js', 'google-libphonenumber']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const util = google.PhoneNumberUtil.getInstance();
const outcomes = ['FLOWERS', '1-800-FLOWERS'].map((text) => {
  const number = parsePhoneNumberFromString(text, 'US');
  const read = number && [number.number, number.isPossible(), number.isValid()].join('/');
  let other;
  try {
    other = util.format(util.parse(text, 'US'), google.PhoneNumberFormat.E164);
  } catch (error) {
    other = error.message;
  }
  console.log(`${text}: ${read}; google: ${other}`);
  return `${read} ${other}`;
});
process.exit(outcomes[1] === '+11800/false/false +18003569377' && outcomes[0].startsWith('undefined') ? 0 : 1);
JS
node run.mjs
