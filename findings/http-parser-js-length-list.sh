#!/bin/sh
# "Content-Length: 2, 2" is an answer that says its length twice in one line; RFC 9110 8.6 lets a recipient take it as 2
# or refuse it. One would guess that http-parser-js, which takes the length in two lines, does one of both. It does
# neither: it reports a complete answer without a body, and no error.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund http-parser-js@0.5.10 >/dev/null
cat >probe.cjs <<'END'
const { HTTPParser } = require('http-parser-js');

function read(answer) {
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  let body = '';
  let complete = false;
  parser[HTTPParser.kOnBody] = (bytes, offset, length) => {
    body += bytes.toString('latin1', offset, offset + length);
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    complete = true;
  };
  const error = parser.execute(Buffer.from(answer)) instanceof Error;
  return JSON.stringify({ body, complete, error });
}
console.log('http-parser-js', require('http-parser-js/package.json').version);
const twice = read('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}');
const list = read('HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}');
console.log('in two lines:', twice);
console.log('in one line:', list);
const asBefore = twice === '{"body":"{}","complete":true,"error":false}' && list === '{"body":"","complete":true,"error":false}';
process.exit(asBefore ? 0 : 1);
END
node probe.cjs
