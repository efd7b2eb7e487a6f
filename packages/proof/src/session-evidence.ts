import type { AISessionEvidence, AuditHeadInfo } from '@ai-sessions/contract';
import { type Db, findSessionEvidence, headsOfDates, type SessionEvidence } from '@ai-sessions/db';
import { EVIDENCE_FORMAT, textOfEvidence, treeOver } from '@ai-sessions/verify';
import type { AuditKeys } from './audit-keys.ts';
import { sealAudit } from './audit-seal.ts';

type Event = SessionEvidence['events'][number];
type CoveredEvent = AISessionEvidence['events'][number];

/**
 * Makes evidence of a session. Whatever has happened to it is covered by signed heads then.
 *
 * @returns `undefined` when there is no such session.
 */
export async function makeSessionEvidence(
  db: Db,
  keys: AuditKeys,
  sessionId: string,
): Promise<AISessionEvidence | undefined> {
  const found = await findSessionEvidence(db, sessionId);
  if (!found) return undefined;
  // What was read has been committed, so that it is covered from here on.
  await sealAudit(db, keys);
  const { session, actions, runs, events } = found;
  const signIns = lastSignIns(found);
  const { heads, cover } = await coverOf(db, [...events, ...signIns]);
  const signer = await keys.signer();
  const used = new Set([signer.id, ...heads.map(({ keyId }) => keyId)]);
  const evidence = {
    format: EVIDENCE_FORMAT,
    dateCreated: new Date().toISOString(),
    session,
    actions: [...actions],
    runs: runs.map((run) => ({ ...run, steps: [...run.steps] })),
    lastNumber: found.lastNumber ?? (events.length > 0 ? 1 : 0),
    events: events.map(cover),
    signIns: signIns.map(cover),
    heads: [...heads],
    keys: (await keys.all()).filter(({ id }) => used.has(id)).map(({ id, publicKey }) => ({ id, publicKey })),
    keyId: signer.id,
  };
  return { ...evidence, signature: signer.sign(textOfEvidence(evidence)).toString('hex') };
}

/** Of those who did something in a browser, when they had signed in there last before each time. */
function lastSignIns({ events, signIns }: SessionEvidence): readonly Event[] {
  const needed = new Set<Event>();
  for (const { way, userId, date } of events) {
    if (way !== 'browserSession') continue;
    const last = signIns.findLast((signIn) => signIn.userId === userId && signIn.date <= date);
    if (last) needed.add(last);
  }
  return [...needed];
}

interface Cover {
  readonly heads: readonly AuditHeadInfo[];
  readonly cover: (event: Event) => CoveredEvent;
}

/** Finds the heads that cover events, and the way from each to the root of its head. */
async function coverOf(db: Db, events: readonly Event[]): Promise<Cover> {
  const ids = new Set(events.map(({ id }) => id));
  const heads: AuditHeadInfo[] = [];
  const covers = new Map<string, Pick<CoveredEvent, 'head' | 'place' | 'path'>>();
  for await (const { info, leaves } of headsOfDates(
    db,
    events.map(({ date }) => date),
  )) {
    if (!leaves.some(({ id }) => ids.has(id))) continue;
    heads.push(info);
    const tree = treeOver(leaves.map(({ digest }) => digest));
    for (const [place, { id }] of leaves.entries()) {
      if (ids.has(id)) covers.set(id, { head: info.number, place, path: tree.pathOf(place) });
    }
  }
  return {
    heads,
    // An event that no head knows was put there by somebody else: whoever checks is told so.
    cover: (event) => ({ ...event, ...(covers.get(event.id) ?? { head: 0, place: 0, path: [] }) }),
  };
}
