#!/bin/sh
# Guess: a request body that the document declares as text (`type: string` under text/csv, application/xml or
# application/x-ndjson) is sent by a generated client as the text that it was given, as text/plain is. orval 8.38.0
# (fetch) sends CSV, XML and JSON Lines through JSON.stringify, and @hey-api/openapi-ts 0.99.0 XML and JSON Lines: in
# quotation marks, with \n for each end of line, under the Content-Type of the document.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  orval@8.38.0 @hey-api/openapi-ts@0.99.0 typescript@5.9.3 esbuild@0.28.2 >/dev/null 2>&1
cat >run.mjs <<'JS'
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
const { buildSync } = createRequire(import.meta.url)('esbuild');
for (const name of ['orval', '@hey-api/openapi-ts']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const types = { sendPlain: 'text/plain', sendCsv: 'text/csv', sendXml: 'application/xml', sendLines: 'application/x-ndjson' };
const paths = Object.fromEntries(
  Object.entries(types).map(([operationId, type]) => {
    const requestBody = { required: true, content: { [type]: { schema: { type: 'string' } } } };
    return [`/${operationId}`, { post: { operationId, requestBody, responses: { 204: { description: 'taken' } } } }];
  }),
);
writeFileSync('things.json', JSON.stringify({ openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths }));
const bodies = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  bodies.push([request.headers['content-type'], body]);
  response.writeHead(204).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;
const output = { target: './orval.ts', client: 'fetch', baseUrl };
writeFileSync('orval.config.mjs', `export default ${JSON.stringify({ things: { input: './things.json', output } })};`);
execFileSync('npx', ['orval', '--config', 'orval.config.mjs'], { stdio: 'ignore' });
execFileSync('npx', ['openapi-ts', '-i', './things.json', '-o', 'hey', '-p', '@hey-api/sdk', '@hey-api/client-fetch'], {
  stdio: 'ignore',
});
writeFileSync('hey.ts', "export * from './hey/sdk.gen';");
buildSync({ entryPoints: ['orval.ts', 'hey.ts'], bundle: true, format: 'esm', outdir: 'built', outExtension: { '.js': '.mjs' } });
const orval = await import('./built/orval.mjs');
const hey = await import('./built/hey.mjs');
const text = 'a\nb';
const seen = {};
for (const [client, send] of [
  ['orval', (name) => orval[name](text)],
  ['hey-api', (name) => hey[name]({ body: text, baseUrl })],
]) {
  seen[client] = [];
  for (const name of Object.keys(types)) {
    await send(name);
    const [type, body] = bodies.at(-1);
    const sent = body === text ? 'it is' : body === JSON.stringify(text) ? 'a JSON string' : 'something else';
    console.log(`${client}, ${type}: two lines of text are sent as ${sent} (${body.length} characters)`);
    seen[client].push(sent);
  }
}
server.closeAllConnections();
server.close();
const asSeen =
  seen.orval.join() === 'it is,a JSON string,a JSON string,a JSON string' &&
  seen['hey-api'].join() === 'it is,it is,a JSON string,a JSON string';
process.exitCode = asSeen ? 0 : 1;
JS
node run.mjs
