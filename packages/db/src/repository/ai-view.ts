import type { AIViewInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type AIView, Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
import { equals } from '../statement/conditions.ts';
import { entityInfoOf } from './entity-info.ts';
import { doneUnlessChanged, type RecordInVersion, whereInVersion } from './in-version.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';
import { unlessTaken } from './unless-taken.ts';

/** A view as it is shown. */
export type StoredView = AIViewInfo & { readonly id: string };

/** What a view is made of, but for its list and its owner. */
export interface ViewValues {
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
}

/** Why a view was not changed: it was changed before, or its owner has another view of the list by that name. */
export type ViewRefusal = Refusal<'changedMeanwhile' | 'nameTaken'>;

/** Members in the order of the contract, absent ones left out. */
function infoOf(row: AIView): StoredView {
  return {
    list: row.list,
    name: row.name,
    query: row.query,
    shared: row.shared,
    ...(row.ownerId === null ? {} : { ownerId: row.ownerId }),
    version: row.version,
    ...entityInfoOf(row),
  };
}

const listing: ModelListing<AIViewInfo> = {
  from: Prisma.sql`ai_view v`,
  countFrom: Prisma.sql`ai_view v`,
  id: Prisma.sql`v.id`,
  sortable: {
    name: { expression: Prisma.sql`v.name`, type: 'text' },
    dateCreated: { expression: Prisma.sql`v.date_created`, type: 'timestamptz' },
    dateLastModified: { expression: Prisma.sql`v.date_last_modified`, type: 'timestamptz' },
  },
  async read(db, ids) {
    return (await db.prisma.aIView.findMany({ where: { id: { in: ids } } })).map(infoOf);
  },
};

/** Reads a page of the views that a user sees: their own, and shared ones. */
export function listViews(
  db: Db,
  userId: string,
  request: PageRequest & { readonly list?: string },
): Promise<PageResult<AIViewInfo>> {
  return readModelPage(db, listing, request, [
    Prisma.sql`(v.owner_id = ${userId} OR v.shared)`,
    ...equals(Prisma.sql`v.list`, request.list),
  ]);
}

/** Reads a view that a user sees; `undefined` when there is none. */
export async function findView(db: Db, userId: string, id: string): Promise<StoredView | undefined> {
  const row = await db.prisma.aIView.findFirst({
    where: { id, OR: [{ ownerId: userId }, { shared: true }] },
  });
  return row ? infoOf(row) : undefined;
}

/** Saves a view. */
export function createView(
  db: Db,
  view: ViewValues & { readonly list: string; readonly ownerId: string },
  by: Actor,
): Promise<Result<StoredView, Refusal<'nameTaken'>>> {
  const { list, name, query, shared, ownerId } = view;
  const data = { list, name, query, shared, ownerId, createdBy: by.userName, lastModifiedBy: by.userName };
  return unlessTaken<StoredView, never>(async () => {
    const row = await db.write(by, ({ prisma }) => prisma.aIView.create({ data }));
    return { ok: true, value: infoOf(row) };
  });
}

/** Replaces what a view in this version is made of. */
export function replaceView(
  db: Db,
  { id, version }: { readonly id: string; readonly version: number },
  { name, query, shared }: ViewValues,
  by: Actor,
): Promise<Result<StoredView, ViewRefusal>> {
  return unlessTaken<StoredView, Refusal<'changedMeanwhile'>>(() =>
    db.write(by, async ({ prisma, now }) => {
      const [row] = await prisma.aIView.updateManyAndReturn({
        where: { id, version },
        data: {
          name,
          query,
          shared,
          version: { increment: 1 },
          lastModifiedBy: by.userName,
          dateLastModified: now,
        },
      });
      return row ? { ok: true, value: infoOf(row) } : { ok: false, reason: 'changedMeanwhile' };
    }),
  );
}

/** Removes a view, if it is still there in one of the versions. */
export async function deleteView(
  db: Db,
  record: RecordInVersion,
  by: Actor,
): Promise<Result<undefined, Refusal<'changedMeanwhile'>>> {
  const { count } = await db.write(by, ({ prisma }) =>
    prisma.aIView.deleteMany({ where: whereInVersion(record) }),
  );
  return doneUnlessChanged(count);
}
