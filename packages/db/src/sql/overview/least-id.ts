/**
 * The least id of records that are made from an instant on: ids are UUIDv7, so that those of a time are found in the
 * primary key. It has the shape of an id, because collations need not sort anything shorter alike.
 */
export function leastIdFrom(instant: Date): string {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
