import type { AIDigest, AIMentionInfo, AIWaitingSession } from '@ai-sessions/contract';
import { type Db, type DueDigest, endDigest, takeDigests } from '@ai-sessions/db';
import type { Message, Outbox } from '@ai-sessions/mail';

interface DigestParts {
  readonly db: Db;
  /** Absent where no e-mail can be sent. */
  readonly outbox: Outbox | undefined;
  readonly publicUrl: string | undefined;
  /** Days after which what waits is overdue; 0 for never. */
  readonly reminderDays: number;
}

/** Comments that a message shows of those that mention its reader. */
const MENTIONS_SHOWN = 10;
/** Characters that it shows of each. */
const TEXT_SHOWN = 300;

/**
 * Tells whoever wants that, and has not been told for as long as they chose, what waits for review and which comments
 * mention them. What the mail server does not take is sent again later.
 */
export async function sendDigests({ db, outbox, publicUrl = '', reminderDays }: DigestParts): Promise<void> {
  const due = await takeDigests(db, { reminderDays, byMail: outbox !== undefined });
  await Promise.all(
    due.map(async (told) => {
      const isTaken = await outbox?.send(messageFor(told, { publicUrl, reminderDays }));
      if (isTaken) await endDigest(db, told);
    }),
  );
}

const atMost = {
  Hourly: 'at most once an hour',
  Daily: 'at most once a day',
  Weekly: 'at most once a week',
} as const satisfies Record<DueDigest['frequency'], string>;

type Settings = Required<Pick<DigestParts, 'publicUrl' | 'reminderDays'>>;

function messageFor({ frequency, digest }: DueDigest, { publicUrl = '', reminderDays }: Settings): Message {
  const { emailAddress, mentions } = digest;
  const paragraphs = [
    ...mentionsIn(mentions, publicUrl),
    ...waitingIn(digest, publicUrl, reminderDays),
    `You asked for this message ${atMost[frequency]}. To end it, or to get it at other times: ${publicUrl}/admin/profile`,
  ];
  return {
    to: emailAddress,
    subject: [...mentioned(mentions.length), ...waiting(digest)].join(', '),
    text: `${paragraphs.join('\n\n')}\n`,
  };
}

function mentioned(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? 'You were mentioned in 1 comment' : `You were mentioned in ${count} comments`];
}

function waiting({ waitingSessions, moreWaiting, overdueSessions }: AIDigest): readonly string[] {
  if (waitingSessions === 0) return [];
  const overdue = overdueSessions > 0 ? [`${overdueSessions} overdue`] : [];
  const counted =
    waitingSessions === 1
      ? '1 session waits for review'
      : `${waitingSessions}${moreWaiting ? '+' : ''} sessions wait for review`;
  return [counted, ...overdue];
}

/** The comments that mention whoever reads it. */
function mentionsIn(mentions: readonly AIMentionInfo[], publicUrl: string): readonly string[] {
  if (mentions.length === 0) return [];
  const more = mentions.length - MENTIONS_SHOWN;
  return [
    'You were mentioned:',
    mentions
      .slice(0, MENTIONS_SHOWN)
      .map(({ by, sessionId, id, purpose, text }) => {
        const address = `${publicUrl}/admin/sessions/${sessionId}#comment-${id}`;
        return `- ${by} on ${oneLine(purpose ?? 'No purpose')}: ${shortened(oneLine(text))}\n  ${address}`;
      })
      .join('\n'),
    ...(more > 0 ? [`And in ${more} other comments.`] : []),
  ];
}

/** What waits for review. */
function waitingIn(digest: AIDigest, publicUrl: string, reminderDays: number): readonly string[] {
  const { waitingSessions, moreWaiting, overdueSessions, oldest } = digest;
  if (waitingSessions === 0) return [];
  const more = waitingSessions - oldest.length;
  return [
    waitingSessions === 1
      ? 'This session waits for review:'
      : 'These sessions wait for review, oldest first:',
    oldest.map((session) => lineOf(session, publicUrl)).join('\n'),
    ...(more > 0 ? [`And ${more}${moreWaiting ? ' or more' : ''} others.`] : []),
    ...(overdueSessions > 0
      ? [
          `${overdueSessions === 1 ? '1 has' : `${overdueSessions} have`} waited longer than ${reminderDays === 1 ? '1 day' : `${reminderDays} days`}.`,
        ]
      : []),
    `Review them: ${publicUrl}/admin`,
  ];
}

/** Text of people may have several lines. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length > TEXT_SHOWN ? `${characters.slice(0, TEXT_SHOWN - 1).join('')}…` : text;
}

function lineOf(
  { sessionId, purpose, accountName, dateQueued }: AIWaitingSession,
  publicUrl: string,
): string {
  const what = oneLine(purpose ?? 'No purpose');
  const since = `${dateQueued.slice(0, 16).replace('T', ' ')} UTC`;
  return `- ${what} (${accountName ?? 'Whole platform'}), since ${since}\n  ${publicUrl}/admin/sessions/${sessionId}`;
}
