#!/bin/sh
# Guess: `@default(now())` is the DEFAULT of the column, so a row made with Prisma Client has the instant of the database;
# a field that Prisma Client is not given is left out of the INSERT. Prisma 7.10.0 puts the clock of its own process into
# the INSERT instead, and what the column has as its DEFAULT never counts: here one that says 2001. With
# `@default(dbgenerated("..."))` the same column gets what the database says.
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
  id      Int      @id
  byNow   DateTime @default(now())
  byTable DateTime @default(dbgenerated("'2001-01-01T00:00:00.000Z'"))
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
  const year2001 = "DEFAULT '2001-01-01T00:00:00.000Z'";
  await prisma.$executeRawUnsafe(
    `CREATE TABLE "Thing" (id INTEGER PRIMARY KEY, "byNow" DATETIME NOT NULL ${year2001}, "byTable" DATETIME NOT NULL ${year2001})`,
  );
  const { byNow, byTable } = await prisma.thing.create({ data: { id: 1 } });
  console.log('DEFAULT of both columns: 2001');
  console.log('@default(now()):', byNow.getUTCFullYear() > 2001 ? 'the clock of the client' : byNow.getUTCFullYear());
  console.log('@default(dbgenerated(...)):', byTable.getUTCFullYear());
  await prisma.$disconnect();
  process.exit(byNow.getUTCFullYear() > 2001 && byTable.getUTCFullYear() === 2001 ? 0 : 1);
})();
JS
node run.cjs
