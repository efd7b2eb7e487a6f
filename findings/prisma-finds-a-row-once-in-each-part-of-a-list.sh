#!/bin/sh
# Guess: `findMany({ where: { id: { in: ids } } })` gives a row once however often its id is in the list, as SQL's IN does,
# and where a list is too long for one statement, findMany and count either both work or both fail. Prisma 7.10.0 splits
# the list of findMany and joins what the parts find: a row whose id is in several parts is there several times. count
# with the same list is refused (P2029), and so is findMany with `take` or `orderBy`.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  prisma@7.10.0 @prisma/client@7.10.0 @prisma/adapter-libsql@7.10.0 >/dev/null 2>&1
cat >schema.prisma <<'PRISMA'
generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "sqlite"
}
model Thing {
  id   Int    @id
  name String
}
PRISMA
# Generating asks for an engine that it does not use; any executable will do.
PRISMA_SCHEMA_ENGINE_BINARY=$(command -v node) CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1 \
  npx prisma generate --schema schema.prisma >/dev/null 2>&1
cat >run.cjs <<'JS'
const { PrismaLibSql } = require('@prisma/adapter-libsql');
const { PrismaClient } = require('@prisma/client');
(async () => {
  console.log('prisma', require('prisma/package.json').version);
  const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url: 'file:things.db' }) });
  await prisma.$executeRawUnsafe('CREATE TABLE "Thing" (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
  await prisma.thing.create({ data: { id: 7, name: 'the only row' } });
  const listed = (times) => ({ id: { in: Array.from({ length: times }, () => 7) } });
  const outcome = (promise) => promise.catch(({ code }) => code);
  const few = (await prisma.thing.findMany({ where: listed(100) })).length;
  const many = (await prisma.thing.findMany({ where: listed(3000) })).length;
  const taken = await outcome(prisma.thing.findMany({ where: listed(3000), take: 5 }));
  const counted = await outcome(prisma.thing.count({ where: listed(3000) }));
  console.log('rows of findMany, the id 100 times in the list:', few);
  console.log('rows of findMany, the id 3,000 times in the list:', many);
  console.log('the same with take:', taken, '- count:', counted);
  await prisma.$disconnect();
  process.exit(few === 1 && many > 1 && taken === 'P2029' && counted === 'P2029' ? 0 : 1);
})();
JS
node run.cjs
