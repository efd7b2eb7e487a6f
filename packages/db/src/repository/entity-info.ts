/** What every entity of ours has in its row. */
interface EntityRow {
  readonly id: string;
  readonly dateCreated: Date;
  readonly dateLastModified: Date;
  readonly createdBy: string;
  readonly lastModifiedBy: string;
}

/** What every entity tells of itself: its id, and who made and last changed it when, as ISO 8601 in UTC. */
export function entityInfoOf(row: EntityRow) {
  return {
    id: row.id,
    dateCreated: row.dateCreated.toISOString(),
    dateLastModified: row.dateLastModified.toISOString(),
    createdBy: row.createdBy,
    lastModifiedBy: row.lastModifiedBy,
  };
}
