import { createHash } from 'node:crypto';

const PREFIX = 'propose_';
/** Longest name of a tool. Models take 64 characters, and some clients put the name of the server before it. */
const LONGEST = 50;
/** Names that the tools of every server have. */
const TAKEN: ReadonlySet<string> = new Set(['propose_action']);

/**
 * The name of the tool that proposes a function. It depends on the name of the function alone, so that it stays when
 * other functions come and go: a name that cannot be taken as it is ends in what is its own.
 */
export function toolNameOf(functionName: string): string {
  const known = functionName.normalize();
  const plain = known.replace(/[^A-Za-z0-9_-]+/g, '_');
  const name = PREFIX + plain;
  if (plain === known && name.length <= LONGEST && !TAKEN.has(name)) return name;
  const mark = createHash('sha256').update(known).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST - mark.length - 1)}_${mark}`;
}
