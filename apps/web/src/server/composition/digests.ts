import type { AIWaitingSession } from '@ai-sessions/contract';
import { type Db, type DueDigests, takeDigests } from '@ai-sessions/db';
import type { Message, Outbox } from '@ai-sessions/mail';

interface DigestParts {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly publicUrl: string | undefined;
}

/** Mails what waits for review to whoever wants that and has not heard of it for as long as they chose. */
export async function mailDigests({ db, outbox, publicUrl = '' }: DigestParts): Promise<void> {
  const due = await takeDigests(db);
  if (!due) return;
  for (const recipient of due.recipients) outbox.post(async () => messageFor(recipient, due, publicUrl));
}

type Recipient = DueDigests['recipients'][number];

const atMost = {
  Hourly: 'at most once an hour',
  Daily: 'at most once a day',
  Weekly: 'at most once a week',
} as const satisfies Record<Recipient['frequency'], string>;

function messageFor({ emailAddress, frequency }: Recipient, due: DueDigests, publicUrl: string): Message {
  const { waitingSessions, moreWaiting, oldest } = due;
  const more = waitingSessions - oldest.length;
  const isOne = waitingSessions === 1;
  const paragraphs = [
    isOne ? 'This session waits for review:' : 'These sessions wait for review, oldest first:',
    oldest.map((session) => lineOf(session, publicUrl)).join('\n'),
    ...(more > 0 ? [`And ${more}${moreWaiting ? ' or more' : ''} others.`] : []),
    `Review them: ${publicUrl}/admin`,
    `You asked for this message ${atMost[frequency]}. To end it, or to get it at other times: ${publicUrl}/admin/profile`,
  ];
  return {
    to: emailAddress,
    subject: isOne
      ? '1 session waits for review'
      : `${waitingSessions}${moreWaiting ? '+' : ''} sessions wait for review`,
    text: `${paragraphs.join('\n\n')}\n`,
  };
}

function lineOf(
  { sessionId, purpose, accountName, dateQueued }: AIWaitingSession,
  publicUrl: string,
): string {
  // A purpose may have several lines.
  const what = (purpose ?? 'No purpose').replace(/\s+/g, ' ');
  const since = `${dateQueued.slice(0, 16).replace('T', ' ')} UTC`;
  return `- ${what} (${accountName ?? 'Whole platform'}), since ${since}\n  ${publicUrl}/admin/sessions/${sessionId}`;
}
