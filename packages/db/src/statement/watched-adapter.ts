import type { SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils';

/** Does the work of a statement, and watches it. In its text there are placeholders where values go. */
export type StatementWatch = <Answer>(text: string, run: () => Promise<Answer>) => Promise<Answer>;

/** Has every statement watched that Prisma sends, those of transactions too. */
export function watchedAdapter<Factory extends SqlDriverAdapterFactory>(
  factory: Factory,
  watch: StatementWatch,
): Factory {
  const connect = factory.connect.bind(factory);
  return Object.assign(factory, {
    async connect() {
      const adapter = watched(await connect(), watch);
      const begin = adapter.startTransaction.bind(adapter);
      return Object.assign(adapter, {
        startTransaction: async (...given: Parameters<typeof begin>) =>
          watched(await watch('BEGIN', () => begin(...given)), watch),
      });
    },
  });
}

function watched<Queryable extends SqlQueryable>(queryable: Queryable, watch: StatementWatch): Queryable {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  return Object.assign(queryable, {
    queryRaw: (query: SqlQuery) => watch(query.sql, () => queryRaw(query)),
    executeRaw: (query: SqlQuery) => watch(query.sql, () => executeRaw(query)),
  });
}
