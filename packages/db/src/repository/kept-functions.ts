import { LRUCache } from 'lru-cache';
import type { Db } from '../db.ts';
import type { StoredFunction } from './ai-function.ts';

/** Names that are kept of a catalogue. */
const MAXIMUM_NAMES = 1_000;

/** What is known of the catalogue of functions in one of its versions, by name: also that there is no such function. */
interface KnownFunctions {
  readonly version: number;
  readonly byName: LRUCache<string, { readonly fn: StoredFunction | undefined }>;
}

/**
 * Functions as they were last read outside a transaction. Every change of one counts the version of the catalogue up, in
 * whichever process, and whoever reads an action reads that version in the same statement: what is kept of another
 * version is not given out.
 */
const known = new WeakMap<Db, KnownFunctions>();

/** Whether anything is known of the functions, so that it is worth a try to read without them. */
export function knowsFunctions(db: Db): boolean {
  return !db.inTransaction && known.has(db);
}

/**
 * The functions of these names in a version of the catalogue, each once and in the order of their ids; `undefined` when
 * that is not known of all of them.
 */
export function knownFunctions(
  db: Db,
  version: number,
  names: readonly string[],
): readonly StoredFunction[] | undefined {
  const catalogue = known.get(db);
  if (catalogue?.version !== version) return undefined;
  const found = new Set<StoredFunction>();
  for (const name of names) {
    const entry = catalogue.byName.get(name.normalize());
    if (!entry) return undefined;
    if (entry.fn) found.add(entry.fn);
  }
  return [...found].sort(({ info: one }, { info: other }) => (one.id < other.id ? -1 : 1));
}

/** Keeps what was read: the functions that there are of these names, in a version of the catalogue. */
export function keepFunctions(
  db: Db,
  version: number,
  names: readonly string[],
  functions: readonly StoredFunction[],
): void {
  if (db.inTransaction) return;
  const earlier = known.get(db);
  const catalogue =
    earlier?.version === version
      ? earlier
      : {
          version,
          byName: new LRUCache<string, { readonly fn: StoredFunction | undefined }>({ max: MAXIMUM_NAMES }),
        };
  known.set(db, catalogue);
  const read = new Map(functions.map((fn) => [fn.info.name.normalize(), fn]));
  for (const name of names) catalogue.byName.set(name.normalize(), { fn: read.get(name.normalize()) });
}
