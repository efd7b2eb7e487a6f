#!/bin/sh
# Guess: calls that httpBatchLink of tRPC sends together fail one by one: where the answer of one cannot be written as JSON
# (a bigint without a transformer), that call is answered with an error and the others with their results, as when one
# throws. @trpc/server 11.25.2 answers all of them with that error: a neighbour's mutation has taken effect and is
# reported as failed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @trpc/server@11.25.2 @trpc/client@11.25.2 typescript@5.9.3 >/dev/null
cat >run.mjs <<'JS'
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { initTRPC } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
for (const name of ['@trpc/server', '@trpc/client']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const { procedure, router } = initTRPC.create({ isDev: false });
let saved = 0;
const routes = router({
  save: procedure.mutation(() => `saved ${++saved}`),
  fail: procedure.mutation(() => {
    throw new Error('thrown');
  }),
  count: procedure.mutation(() => 1n),
});
const server = createHTTPServer({ router: routes }).listen(0, '127.0.0.1');
await once(server, 'listening');
const client = createTRPCClient({ links: [httpBatchLink({ url: `http://127.0.0.1:${server.address().port}` })] });
const outcome = (call) => call.then(String, ({ message }) => `error: ${message}`);
const beside = async (name) => Promise.all([outcome(client.save.mutate()), outcome(client[name].mutate())]);
const thrown = await beside('fail');
const unwritable = await beside('count');
server.closeAllConnections();
server.close();
console.log('beside a call that throws:', thrown.join(' | '));
console.log('beside a call that gives a bigint:', unwritable.join(' | '));
console.log('saved in the end:', saved);
const bigint = 'error: Do not know how to serialize a BigInt';
const asSeen = thrown.join() === 'saved 1,error: thrown' && unwritable.join() === `${bigint},${bigint}` && saved === 2;
process.exitCode = asSeen ? 0 : 1;
JS
node run.mjs
