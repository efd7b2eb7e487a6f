import { z } from 'zod';

/** Says that a folder is a backup of ours. */
export const FORMAT = 'ai-sessions-backup';
/** What this version writes, and the newest that it reads. */
export const FORMAT_VERSION = 1;

/** Names that come from a backup become names of files. */
const FileName = z.string().regex(/^\w+\.copy\.gz$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.number().int().min(0);

/** A part of a table that is kept by time: the ids from `lower` to before `upper`, or to the end. */
const Partition = z.strictObject({
  name: z.string().regex(/^\w+$/),
  lower: z.string().nullable(),
  upper: z.string().nullable(),
});

const Part = z.strictObject({
  table: z.string().min(1),
  file: FileName,
  columns: z.array(z.string().min(1)),
  /** The parts of the table; absent for one that has none. */
  partitions: z.array(Partition).min(1).optional(),
  rows: Count,
  /** Bytes of the file. */
  bytes: Count,
  /** Of the file. */
  sha256: Sha256,
});

/** What a backup says about itself, in `manifest.json`. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  /** Version of the service that made it. */
  version: z.string(),
  /** Version of PostgreSQL. */
  postgresql: z.string(),
  /** What was committed until then is in it, and nothing that was committed later (ISO 8601, clock of the database). */
  dateCreated: z.iso.datetime(),
  withSecrets: z.boolean(),
  /** Tells whether an installation has the AUTH_SECRET that the secrets are sealed with. */
  secretFingerprint: z.string().optional(),
  /** In the order in which they were applied. */
  migrations: z.array(z.strictObject({ name: z.string(), checksum: Sha256 })).min(1),
  sequences: z.array(
    z.strictObject({ name: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() }),
  ),
  /** One for each table. */
  parts: z.array(Part),
});

export type Manifest = z.output<typeof Manifest>;
export type Part = z.output<typeof Part>;
export type Partition = z.output<typeof Partition>;

/** The least that a manifest of any version says. */
export const AnyManifest = z.looseObject({
  format: z.literal(FORMAT),
  formatVersion: z.number(),
  version: z.string(),
});

/** Rows of all tables. */
export function rowsOf({ parts }: Manifest): number {
  return parts.reduce((sum, { rows }) => sum + rows, 0);
}

/** Bytes of all files of tables. */
export function bytesOf({ parts }: Manifest): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}
