import { Chain } from './chain.ts';
import { digestOf, type Event, erasedOf } from './event.ts';
import { Fault } from './fault.ts';
import { read, writeLine } from './form.ts';
import { bytesOf } from './hash.ts';
import type { Head } from './head.ts';
import { PROOF_ROW } from './proof.ts';
import { count, type Report } from './report.ts';
import { treeOver } from './tree.ts';
import type { Trusted } from './verify-evidence.ts';
import { atLine, checkFollows, checkHead, checkKept, linesOf } from './verify-heads.ts';

/** What is known of the whole, line after line. */
class ProofReader {
  readonly #trusted: Trusted;
  readonly #kept: ReadonlyMap<number, Head>;
  readonly #chains = new Map<string, Chain>();
  #head: Head | undefined;
  #place = '';
  #digests: Buffer[] = [];
  readonly sums = { heads: 0, known: 0, events: 0, erased: 0, removed: 0 };
  first: Head | undefined;

  constructor(trusted: Trusted) {
    this.#trusted = trusted;
    this.#kept = new Map(trusted.heads?.map((head) => [head.number, head]));
  }

  get last(): Head | undefined {
    return this.#head;
  }

  head(head: Head, place: string): void {
    this.endHead();
    checkHead(head, this.#trusted.keys, place);
    if (checkKept(head, this.#kept, place)) this.sums.known++;
    if (this.#head) checkFollows(this.#head, head, place);
    this.first ??= head;
    this.#head = head;
    this.#place = place;
    this.sums.heads++;
  }

  event(event: Event, place: string): void {
    this.#digests.push(bytesOf(event.digest));
    this.sums.events++;
    const erased = erasedOf(event);
    if (erased.who || erased.what) this.sums.erased++;
    if (digestOf(event, place) !== event.digest) {
      throw new Fault(place, `Event ${event.id} was altered: it says something else than its digest covers.`);
    }
    if (event.entityId === undefined) return;
    const record = `${event.entityType} ${event.entityId}`;
    const chain = this.#chains.get(record) ?? new Chain(record);
    this.#chains.set(record, chain);
    chain.add(event, place);
  }

  removed(id: string, digest: string, place: string): void {
    this.#digests.push(bytesOf(digest));
    this.sums.removed++;
    const date = dateOf(id);
    if (this.#trusted.keptSince === undefined || date >= this.#trusted.keptSince) {
      throw new Fault(
        place,
        `Event ${id} of ${date} was removed.${this.#trusted.keptSince === undefined ? ' If retention did that, say since when events are kept: --kept-since 2026-01-01.' : ''}`,
      );
    }
  }

  /** How many chains do not begin with their first event. */
  endChains(): number {
    let begunLate = 0;
    for (const chain of this.#chains.values()) {
      chain.end();
      if (chain.first > 1) begunLate++;
    }
    return begunLate;
  }

  endHead(): void {
    const head = this.#head;
    if (!head) {
      if (this.#digests.length > 0)
        throw new Fault('line 1', 'It begins with an event and not with its head.');
      return;
    }
    if (this.#digests.length !== head.events) {
      throw new Fault(
        this.#place,
        `Head ${head.number} covers ${count(head.events, 'event')}, and ${this.#digests.length} follow it.`,
      );
    }
    if (treeOver(this.#digests).root.toString('hex') !== head.root) {
      throw new Fault(
        this.#place,
        `The events after head ${head.number} are not those that it was signed for.`,
      );
    }
    this.#digests = [];
  }
}

/**
 * Checks the proof of the whole audit trail, as `GET /audit/proof` gives it in lines.
 *
 * @throws Fault naming the first line that is not as it was written.
 */
export function verifyProof(bytes: Buffer, trusted: Trusted): Report {
  const { keptSince } = trusted;
  const reader = new ProofReader(trusted);
  for (const [number, line] of linesOf(bytes)) {
    const place = `line ${number}`;
    const { head, event, removed } = atLine(place, () => read(PROOF_ROW, line, writeLine));
    if (head) reader.head(head, place);
    if (event) reader.event(event, place);
    if (removed) reader.removed(removed.id, removed.digest, place);
  }
  reader.endHead();
  const begunLate = reader.endChains();
  const { first, last, sums } = reader;
  if (!first || !last) throw new Fault('line 1', 'There is no head in it.');
  const newest = trusted.heads?.at(-1);
  if (newest && newest.number > last.number) {
    throw new Fault(
      `line ${linesOf(bytes).length}`,
      `It ends with head ${last.number}, and head ${newest.number} was kept elsewhere: what came after was removed.`,
    );
  }
  return {
    proven: [
      `Heads ${first.number} to ${last.number} follow one another, each signed; the last of ${last.date}.`,
      `The ${count(sums.events, 'event')} that they cover ${sums.events === 1 ? 'is' : 'are'} there, unaltered and in order.`,
      ...(sums.known > 0
        ? [`${count(sums.known, 'head')} of them ${sums.known === 1 ? 'is' : 'are'} as when kept elsewhere.`]
        : []),
    ],
    open: [
      ...(sums.known === 0
        ? [
            'That the service has not rewritten its history: whoever has its database and its key can. Give --heads with heads that were kept elsewhere.',
          ]
        : newest && newest.number < last.number
          ? [
              `That heads after ${newest.number} were not made anew: they are later than those that were kept.`,
            ]
          : []),
      ...(first.number > 1 ? [`What heads 1 to ${first.number - 1} cover: they are not in the file.`] : []),
      ...(begunLate > 0
        ? [
            `How ${count(begunLate, 'chain')} began: earlier events were removed by retention, are in heads before, or are from before there were chains.`,
          ]
        : []),
      ...(sums.removed > 0
        ? [`What ${count(sums.removed, 'event')} from before ${keptSince} said: they were removed.`]
        : []),
      ...(sums.erased > 0 ? [`What ${count(sums.erased, 'event')} said in full: parts were erased.`] : []),
      `What happened after ${last.date}: no head covers it yet.`,
    ],
  };
}

/** The day on which an id (UUIDv7) was made. */
function dateOf(id: string): string {
  const milliseconds = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return Number.isNaN(milliseconds) ? 'unknown' : new Date(milliseconds).toISOString().slice(0, 10);
}
