import { Fault } from './fault.ts';
import { read, writeLine } from './form.ts';
import { digestOfHead, HEAD, type Head, textOfHead } from './head.ts';
import type { PublicKey } from './key.ts';

/**
 * Checks what a head says against its digest and its signature.
 *
 * @throws Fault naming the head.
 */
export function checkHead(head: Head, keys: readonly PublicKey[], place: string): void {
  if (digestOfHead(head) !== head.digest) {
    throw new Fault(place, `Head ${head.number} was altered: it says something else than its digest covers.`);
  }
  const key = keys.find(({ id }) => id === head.keyId);
  if (!key)
    throw new Fault(
      place,
      `Head ${head.number} was signed with the key ${head.keyId}, which is not known here.`,
    );
  if (!key.verifies(textOfHead(head), head.signature)) {
    throw new Fault(place, `The signature of head ${head.number} is not of this key.`);
  }
}

/**
 * Checks that a head follows another: the next number, and the digest of the one before.
 *
 * @throws Fault naming the head.
 */
export function checkFollows(before: Head, head: Head, place: string): void {
  if (head.number !== before.number + 1) {
    throw new Fault(
      place,
      `Head ${head.number} follows head ${before.number}: others are missing or out of order.`,
    );
  }
  if (head.previousDigest !== before.digest) {
    throw new Fault(place, `Head ${head.number} does not name head ${before.number} as the one before.`);
  }
}

/**
 * Lines of a file, each with its number from 1.
 *
 * @throws Fault when the last one does not end with a line feed, as all of them do: the file was cut off.
 */
export function linesOf(bytes: Buffer): readonly (readonly [number: number, line: Buffer])[] {
  const lines: [number, Buffer][] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(0x0a, at);
    if (found === -1) {
      throw new Fault(`line ${lines.length + 1}`, 'It does not end with a line feed: the file was cut off.');
    }
    lines.push([lines.length + 1, bytes.subarray(at, found)]);
    at = found + 1;
  }
  return lines;
}

/**
 * Reads heads that were kept, one a line, as `GET /audit/heads/export` gives them, and checks that each follows the one
 * before. They may begin with any number.
 *
 * @throws Fault naming the line.
 */
export function readHeads(bytes: Buffer): readonly Head[] {
  const heads: Head[] = [];
  for (const [number, line] of linesOf(bytes)) {
    const place = `line ${number}`;
    const head = atLine(place, () => read(HEAD, line, writeLine));
    const before = heads.at(-1);
    if (digestOfHead(head) !== head.digest) {
      throw new Fault(
        place,
        `Head ${head.number} was altered: it says something else than its digest covers.`,
      );
    }
    if (before) checkFollows(before, head, place);
    heads.push(head);
  }
  return heads;
}

/** Does work on a line, whose place goes before that of a fault in it. */
export function atLine<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Fault ? new Fault(`${place}, ${error.place}`, error.message) : error;
  }
}

/**
 * Compares a head with the one of its number that was kept.
 *
 * @throws Fault when they differ.
 */
export function checkKept(head: Head, kept: ReadonlyMap<number, Head>, place: string): boolean {
  const same = kept.get(head.number);
  if (!same) return false;
  if (same.digest !== head.digest) {
    throw new Fault(
      place,
      `Head ${head.number} is not the one that was kept elsewhere: the audit trail was rewritten.`,
    );
  }
  return true;
}
