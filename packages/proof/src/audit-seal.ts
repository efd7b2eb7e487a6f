import { createHash } from 'node:crypto';
import type { AuditHeadInfo } from '@ai-sessions/contract';
import { type Db, findNewestHead, type HeadToSign, type SignedHead, sealEvents } from '@ai-sessions/db';
import { textOfHead, treeOver } from '@ai-sessions/verify';
import type { AuditKeys, AuditSigner } from './audit-keys.ts';

/**
 * Signs heads until every event is covered that was there when it began, and gives the newest.
 *
 * @returns `undefined` while there has been no event at all.
 */
export async function sealAudit(db: Db, keys: AuditKeys): Promise<AuditHeadInfo | undefined> {
  const signer = await keys.signer();
  while ((await sealEvents(db, (head) => signed(head, signer))) > 0);
  return findNewestHead(db);
}

function signed(head: HeadToSign, signer: AuditSigner): SignedHead {
  const { root } = treeOver(head.leaves.map(({ digest }) => digest));
  const text = textOfHead({
    number: head.number,
    date: head.date.toISOString(),
    dateFirst: head.dateFirst,
    dateLast: head.dateLast,
    events: head.leaves.length,
    root: root.toString('hex'),
    previousDigest: head.previousDigest && Buffer.from(head.previousDigest).toString('hex'),
    keyId: signer.id,
  });
  return {
    root,
    digest: createHash('sha256').update(text).digest(),
    keyId: signer.id,
    signature: signer.sign(text),
  };
}
