/**
 * An instant of a UTC session as PostgreSQL prints it, `2026-03-02 09:14:05.12+00`, or writes it into JSON,
 * `2026-03-02T09:14:05.12+00:00`, as the wire has it: in milliseconds and with a `Z`. It differs by so little that the
 * text is turned over without going through a `Date`.
 */
export function instantOf(text: string): string {
  const [, day = '', time = '', fraction = ''] =
    /^([^\sT]+)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?\+00(?::00)?$/.exec(text) ?? [];
  return day ? `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z` : new Date(text).toISOString();
}
