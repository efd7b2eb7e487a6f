/** What became of the parts of an answer that has a status for each (207). */
export interface Parts {
  readonly failed: number;
  readonly succeeded: number;
  /** The HTTP statuses of those that failed, each once. */
  readonly statuses: readonly number[];
}

/** What is found on the way through an answer. */
interface Tally {
  failed: number;
  succeeded: number;
  readonly statuses: Set<number>;
}

/** Names under which parts tell their status, in the spellings of common APIs, without case and underscores. */
const STATUS: ReadonlySet<string> = new Set([
  'status',
  'statuscode',
  'httpstatus',
  'httpstatuscode',
  'responsecode',
  'code',
  'state',
  'result',
]);
/** What the names below go on with when they are those of lists or numbers. */
const OF_MANY = '(?:count|items|records|rows|ids)?';
/** Names of a yes or no, and of what succeeded. */
const SUCCESS = new RegExp(`^(?:success(?:es|ful)?|succeeded|issuccess|ok)${OF_MANY}$`);
/** Names of what went wrong: a list, a number, a text or an object, or whether anything did. */
const FAILURE = new RegExp(`^(?:errors?|failed|failures?|haserrors)${OF_MANY}$`);
/** Names of what a part answers with: statuses in there are its own affair. */
const CONTENT: ReadonlySet<string> = new Set([
  'body',
  'content',
  'data',
  'payload',
  'resource',
  'value',
  'headers',
]);

const BAD_WORD =
  /^(?:error|fail|reject|denied|conflict|invalid|not_?found|forbidden|unauthori[sz]ed|aborted|timeout)/i;
const GOOD_WORD = /^(?:ok|success|succeed|created|updated|deleted|done|complete|applied|accepted)/i;
/** A status, alone or in the status line that WebDAV gives. */
const STATUS_TEXT = /^(?:HTTP\/[\d.]+ +)?([1-5]\d\d)(?: |$)/;
const XML_STATUS = /<(?:[\w.-]+:)?status(?:\s[^>]*)?>\s*([^<]+?)\s*</gi;
const DEPTH = 16;

/** Reads what became of the parts of an answer, in JSON or in the XML of WebDAV; `undefined` when it tells nothing. */
export function partsOf(text: string): Parts | undefined {
  const tally: Tally = { failed: 0, succeeded: 0, statuses: new Set() };
  const trimmed = text.trimStart();
  if (trimmed.startsWith('<')) {
    for (const [, status = ''] of trimmed.matchAll(XML_STATUS)) add(tally, verdictOf(tally, status), 1);
  } else {
    look(tally, jsonOf(trimmed), DEPTH);
  }
  if (tally.failed + tally.succeeded === 0) return undefined;
  return { ...tally, statuses: [...tally.statuses] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Looks through a value. What the parts of a part say counts instead of what it says itself. */
function look(tally: Tally, value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  if (Array.isArray(value)) {
    for (const element of value) look(tally, element, depth - 1);
    return;
  }
  const { failed, succeeded } = tally;
  const members = Object.entries(value).map(
    ([name, inner]) => [name.toLowerCase().replaceAll('_', ''), inner] as const,
  );
  const verdicts = members.map(([name, inner]) => verdictOfMember(tally, name, inner));
  const own = verdicts.includes('failed') ? 'failed' : verdicts.find((verdict) => verdict !== undefined);
  for (const [name, inner] of members) {
    if (own === undefined || !CONTENT.has(name))
      lookIntoMember(tally, name, inner, { depth, isList: own === undefined });
  }
  const isTold =
    own === 'failed' ? tally.failed > failed : tally.failed + tally.succeeded > failed + succeeded;
  if (!isTold) add(tally, own, 1);
}

/** Looks into a member; a list of what failed or succeeded counts as many parts, if they do not tell themselves. */
function lookIntoMember(
  tally: Tally,
  name: string,
  value: unknown,
  { depth, isList }: { readonly depth: number; readonly isList: boolean },
): void {
  const before = tally.failed + tally.succeeded;
  look(tally, value, depth - 1);
  if (!isList || tally.failed + tally.succeeded > before) return;
  const amount = Array.isArray(value)
    ? value.length
    : typeof value === 'number'
      ? Math.max(0, Math.trunc(value))
      : 0;
  if (FAILURE.test(name)) add(tally, 'failed', amount);
  if (SUCCESS.test(name)) add(tally, 'succeeded', amount);
}

type Verdict = 'failed' | 'succeeded' | undefined;

/** What a member says of the part that it belongs to. */
function verdictOfMember(tally: Tally, name: string, value: unknown): Verdict {
  if (STATUS.has(name)) return verdictOf(tally, value);
  if (SUCCESS.test(name)) return typeof value === 'boolean' ? (value ? 'succeeded' : 'failed') : undefined;
  if (!FAILURE.test(name) || Array.isArray(value)) return undefined;
  const isFailure =
    typeof value === 'object'
      ? value !== null && Object.keys(value).length > 0
      : value === true || (typeof value === 'string' && value !== '');
  return isFailure ? 'failed' : undefined;
}

function verdictOf(tally: Tally, value: unknown): Verdict {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const status = Number(STATUS_TEXT.exec(String(value))?.[1]);
  if (status >= 400) {
    tally.statuses.add(status);
    return 'failed';
  }
  if (status >= 200) return status === 207 ? undefined : 'succeeded';
  if (BAD_WORD.test(String(value))) return 'failed';
  return GOOD_WORD.test(String(value)) ? 'succeeded' : undefined;
}

function add(tally: Tally, verdict: Verdict, amount: number): void {
  if (verdict !== undefined) tally[verdict] += amount;
}
