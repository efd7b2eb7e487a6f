/** Texts whose summaries are kept; as many as there are prepared statements. */
const MAXIMUM_SUMMARIES = 5_000;

const summaries = new Map<string, string>();

/**
 * What a statement does, in a few words that name no value: `SELECT ai_session`, `INSERT audit_event`. Of one with several
 * parts it is the first that changes something.
 */
export function summaryOf(sql: string): string {
  const known = summaries.get(sql);
  if (known !== undefined) return known;
  const summary = summarise(sql);
  if (summaries.size < MAXIMUM_SUMMARIES) summaries.set(sql, summary);
  return summary;
}

// `FOR UPDATE`, `FOR NO KEY UPDATE` and `DO UPDATE` change no table that follows them.
const CHANGE =
  /\b(INSERT)\s+INTO\s+(\S+)|(?<!\b(?:FOR|KEY|DO)\s)\b(UPDATE)\s+(\S+)|\b(DELETE)\s+FROM\s+(\S+)/i;
const READ = /\bFROM\s+(?!\()([\w."]+)/i;

function summarise(sql: string): string {
  const change = CHANGE.exec(sql);
  if (change) {
    const verb = change[1] ?? change[3] ?? change[5] ?? '';
    return `${verb.toUpperCase()} ${tableIn(change[2] ?? change[4] ?? change[6] ?? '')}`;
  }
  const first = /^(?:\s|\/\*.*?\*\/)*(\w+)/s.exec(sql)?.[1]?.toUpperCase() ?? 'SQL';
  const verb = first === 'WITH' ? 'SELECT' : first;
  const table = verb === 'SELECT' ? READ.exec(sql)?.[1] : undefined;
  return table === undefined ? verb : `${verb} ${tableIn(table)}`;
}

/** A table without its schema and quotation marks. */
function tableIn(name: string): string {
  return /(\w+)"?[^\w]*$/.exec(name)?.[1] ?? name;
}
