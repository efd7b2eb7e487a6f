'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Section } from '@/components/admin-shell/section.tsx';
import { When } from '@/components/ui/when.tsx';
import { commentAnchor } from '@/features/comments/comment-anchor.ts';
import { useTRPC } from '@/trpc/client.ts';
import { mentionListInput } from './mention-list-input.ts';

/** How often it is asked while the page is open. */
const ASK_AGAIN_MS = 30_000;

/** The comments that mention the visitor and that they have not seen. */
export function UnseenMentions() {
  const trpc = useTRPC();
  const mentions = useQuery(
    trpc.comment.mentions.queryOptions(mentionListInput, { refetchInterval: ASK_AGAIN_MS }),
  );
  const items = mentions.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title="You were mentioned">
      <ol className="divide-y rounded-lg border bg-sheet">
        {items.map(({ id, sessionId, purpose, by, text, date }) => (
          <li key={id} className="flex items-baseline gap-3 px-4 py-2.5 text-sm">
            <div className="min-w-0 flex-1">
              <Link
                href={`/admin/sessions/${sessionId}#${commentAnchor(id)}`}
                className="rounded-sm font-medium break-words hover:text-accent"
              >
                <bdi>{purpose ?? 'No purpose'}</bdi>
              </Link>
              <p className="line-clamp-2 break-words text-muted">
                {by}: <bdi>{text}</bdi>
              </p>
            </div>
            <span className="shrink-0 text-xs text-muted">
              <When instant={date} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
