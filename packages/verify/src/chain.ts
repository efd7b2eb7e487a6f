import type { Event } from './event.ts';
import { Fault } from './fault.ts';

/** What an event says of its place in the chain of its record. */
interface Link extends Pick<Event, 'number' | 'previousDigest' | 'digest' | 'id'> {
  readonly place: string;
}

/**
 * The chain of one record, whose events may come in another order: heads cover them by their ids, and an event may have
 * waited for another with a later id.
 */
export class Chain {
  readonly #record: string;
  #first: Link | undefined;
  #last: Link | undefined;
  #apart: Link[] = [];

  constructor(record: string) {
    this.#record = record;
  }

  /** Number of the first event that is there. */
  get first(): number {
    return this.#first?.number ?? 1;
  }

  /** @throws Fault when another event has its place. */
  add({ number, previousDigest, digest, id }: Event, place: string): void {
    const link = { number, previousDigest, digest, id, place };
    if (!this.#first || !this.#last) {
      this.#first = link;
      this.#last = link;
      return;
    }
    if (!this.#joins(link)) {
      this.#apart.push(link);
      return;
    }
    for (let joined = true; joined; ) {
      const next = this.#apart.findIndex((waiting) => this.#joins(waiting));
      joined = next !== -1;
      if (joined) this.#apart.splice(next, 1);
    }
  }

  #joins(link: Link): boolean {
    const [first, last] = [this.#first, this.#last];
    if (!first || !last) return false;
    if (link.number >= first.number && link.number <= last.number) {
      throw new Fault(link.place, `Event ${link.id} has the place of another one of ${this.#record}.`);
    }
    if (link.number === last.number + 1) {
      if (link.previousDigest !== last.digest) throw this.#breaksOff(link);
      this.#last = link;
      return true;
    }
    if (link.number === first.number - 1) {
      if (first.previousDigest !== link.digest) throw this.#breaksOff(first);
      this.#first = link;
      return true;
    }
    return false;
  }

  /** @throws Fault when events between others are missing. */
  end(): void {
    const [gap] = this.#apart.sort((one, other) => one.number - other.number);
    if (gap) throw this.#breaksOff(gap);
  }

  #breaksOff({ id, place }: Link): Fault {
    return new Fault(place, `Event ${id} does not follow from the event before it of ${this.#record}.`);
  }
}
