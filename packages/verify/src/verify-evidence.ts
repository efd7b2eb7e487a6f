import { digestOf, erasedOf } from './event.ts';
import { type CoveredEvent, EVIDENCE, EVIDENCE_FORMAT, type Evidence, textOfEvidence } from './evidence.ts';
import { Fault } from './fault.ts';
import { read } from './form.ts';
import { bytesOf } from './hash.ts';
import type { Head } from './head.ts';
import { type PublicKey, publicKeyOf } from './key.ts';
import { count, type Report } from './report.ts';
import { rootOf } from './tree.ts';
import { verdictsOf } from './verdicts.ts';
import { checkHead, checkKept } from './verify-heads.ts';

/** What evidence is checked against beside itself. */
export interface Trusted {
  /** Public keys that are known to be those of the service; those in the file are believed when there are none. */
  readonly keys: readonly PublicKey[];
  /** Heads that were kept elsewhere; `undefined` when none were given. */
  readonly heads: readonly Head[] | undefined;
  /** The day since when events are kept; those before may have been removed. */
  readonly keptSince?: string | undefined;
}

/**
 * Checks evidence of a session, every byte of it.
 *
 * @throws Fault naming the first place that is not as it was written.
 */
export function verifyEvidence(bytes: Uint8Array, trusted: Trusted): Report {
  const evidence = read(EVIDENCE, bytes);
  if (evidence.format !== EVIDENCE_FORMAT) {
    throw new Fault('/format', `This is '${evidence.format}', which this version does not know.`);
  }
  const keys = evidence.keys.map(({ id, publicKey }, at) => {
    const key = publicKeyOf(publicKey, `/keys/${at}/publicKey`);
    if (key.id !== id) throw new Fault(`/keys/${at}/id`, 'This is not the id of its key.');
    return key;
  });
  const kept = new Map(trusted.heads?.map((head) => [head.number, head]));
  let knownHeads = 0;
  for (const [at, head] of evidence.heads.entries()) {
    const place = `/heads/${at}`;
    checkHead(head, keys, place);
    if (checkKept(head, kept, place)) knownHeads++;
  }
  checkEvents(evidence, trusted.keptSince);
  for (const [at, event] of evidence.signIns.entries()) checkEvent(evidence, event, `/signIns/${at}`);
  const signer = keys.find(({ id }) => id === evidence.keyId);
  if (!signer?.verifies(textOfEvidence(evidence), evidence.signature)) {
    throw new Fault('/signature', 'The signature does not fit the file: something in it was altered.');
  }
  const strangers = keys.filter(({ id }) => !trusted.keys.some((key) => key.id === id));
  if (trusted.keys.length > 0 && strangers.length > 0) {
    throw new Fault(
      '/keys',
      `The file was signed with the key ${strangers[0]?.id}, which is none of those given.`,
    );
  }
  return reportOf(evidence, trusted, knownHeads);
}

function checkEvents(evidence: Evidence, keptSince: string | undefined): void {
  const { events, lastNumber, session } = evidence;
  for (const [at, event] of events.entries()) {
    const place = `/events/${at}`;
    if (event.entityType !== 'AISession' || event.entityId !== session.id) {
      throw new Fault(place, 'This event is of something else than the session.');
    }
    const before = events[at - 1];
    if (before && event.number !== before.number + 1) {
      throw new Fault(
        place,
        `Event ${event.number} follows event ${before.number}: ${missing(before, event)}.`,
      );
    }
    if (before && event.previousDigest !== before.digest) {
      throw new Fault(
        place,
        `Event ${event.number} does not follow from event ${before.number}: one of them was replaced.`,
      );
    }
    if (event.number === 1 && event.previousDigest !== undefined) {
      throw new Fault(place, 'The first event names another one before it.');
    }
    checkEvent(evidence, event, place);
  }
  const first = events[0]?.number;
  if (first !== 1 && keptSince !== undefined && session.dateCreated >= keptSince) {
    throw new Fault(
      '/events/0',
      `The session is from ${session.dateCreated}, and what is here begins ${first === undefined ? 'with no event at all' : `with event ${first}`}: earlier ones were removed.`,
    );
  }
  const last = events.at(-1);
  if (last && last.number !== lastNumber) {
    throw new Fault(
      `/events/${events.length}`,
      `The session had ${count(lastNumber, 'event')}, and the last one here is event ${last.number}: what came after it was removed.`,
    );
  }
}

const missing = (before: CoveredEvent, event: CoveredEvent) =>
  event.number > before.number ? 'what was between them was removed' : 'their order was changed';

function checkEvent({ heads }: Evidence, event: CoveredEvent, place: string): void {
  if (digestOf(event, place) !== event.digest) {
    throw new Fault(
      place,
      `Event ${event.number} was altered: it says something else than its digest covers.`,
    );
  }
  const head = heads.find(({ number }) => number === event.head);
  if (!head)
    throw new Fault(`${place}/head`, `Head ${event.head}, which is said to cover the event, is missing.`);
  const root = rootOf(bytesOf(event.digest), event.place, head.events, event.path);
  if (root?.toString('hex') !== head.root) {
    throw new Fault(
      place,
      `Event ${event.number} is not among those that head ${head.number} was signed for.`,
    );
  }
}

function reportOf(evidence: Evidence, trusted: Trusted, knownHeads: number): Report {
  const { session, actions, runs, events, lastNumber, signIns, heads, keys, dateCreated } = evidence;
  const calls = runs.reduce((sum, { steps }) => sum + steps.length, 0);
  const first = events[0]?.number ?? 1;
  const erased = events.filter((event) => erasedOf(event).who || erasedOf(event).what);
  const open: string[] = [];
  if (trusted.keys.length === 0) {
    open.push(
      `Whose keys these are: the file names ${count(keys.length, 'key')} itself (${keys.map(({ id }) => id).join(', ')}). Give --key with what the service publishes.`,
    );
  }
  if (trusted.heads === undefined) {
    open.push(
      'That the service has not rewritten its history: whoever has its database and its key can. Give --heads with heads that were kept elsewhere.',
    );
  } else if (knownHeads < heads.length) {
    open.push(
      `That ${count(heads.length - knownHeads, 'head')} of ${heads.length} were not made anew: they are not among those that were kept.`,
    );
  }
  if (events.length === 0) {
    open.push(
      `Anything of what happened to the session: ${lastNumber === 0 ? 'it has no event' : `its ${count(lastNumber, 'event')} ${lastNumber === 1 ? 'is' : 'are'} gone`}. Events were removed by retention, or are from before there were chains; give --kept-since with the day since when they are kept.`,
    );
  }
  if (first > 1) {
    open.push(
      `What happened before: the chain begins at event ${first}. Earlier events were removed by retention, or are from before there were chains.`,
    );
  }
  for (const { number } of erased) {
    open.push(
      `What event ${number} said in full: a part of it was erased. That there was such an event is proven.`,
    );
  }
  open.push('That what functions answered is true, and that whoever signed in is who they said they are.');
  return {
    proven: [
      `The file is as the service signed it on ${dateCreated}, to the byte: session ${session.id} with ${count(actions.length, 'action')}, ${count(runs.length, 'run')} and ${count(calls, 'call')}.`,
      ...(events.length > 0
        ? [
            `Its ${count(events.length, 'event')} ${events.length === 1 ? 'is' : 'are'} all there were${first > 1 ? ` since event ${first}` : ''}, in this order, up to event ${lastNumber}${signIns.length > 0 ? `; with ${count(signIns.length, 'sign-in')}` : ''}.`,
            `Each event is covered by a signed head, the last of ${heads.at(-1)?.date}.`,
          ]
        : []),
      ...(knownHeads > 0
        ? [
            `${count(knownHeads, 'head')} ${knownHeads === 1 ? 'is' : 'are'} as ${knownHeads === 1 ? 'it was' : 'they were'} when kept elsewhere.`,
          ]
        : []),
    ],
    open,
    verdicts: verdictsOf(evidence),
  };
}
