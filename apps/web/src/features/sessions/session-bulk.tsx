'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import type { SelectedRows } from '@/components/bulk/bulk-bar.tsx';
import { BulkChoice } from '@/components/bulk/bulk-choice.tsx';
import { stateWords } from '@/components/state-badge.tsx';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** What can be done to several sessions at once. To judge needs reading, one action at a time, and is not among it. */
export default function SessionBulk(selected: SelectedRows<AISessionInfo>) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  return (
    <BulkChoice
      {...selected}
      words={{ one: 'session', many: 'sessions' }}
      actions={[
        {
          label: 'Discard',
          Icon: Trash2,
          key: 'D',
          doing: 'Discarding',
          done: 'discarded',
          description: 'Nothing more of them is carried out. For 30 days they can be restored.',
          isDangerous: true,
          fits: ({ state }) => state !== 'Discarded' && state !== 'Applying',
          others: 'being applied, or discarded already.',
          act: (session) => {
            const { id: sessionId = '' } = session;
            return changeAsShown({
              present: undefined,
              read: () => api.session.get.query({ sessionId }, alone),
              whatChanged: (present) => whatDiffers(session, present),
              change: (asRead) => api.session.delete.mutate({ sessionId }, asRead),
            });
          },
        },
        {
          label: 'Restore',
          Icon: ArchiveRestore,
          key: 'R',
          doing: 'Restoring',
          done: 'restored',
          description: 'They come back as they were when they were discarded.',
          isDangerous: false,
          fits: ({ state }) => state === 'Discarded',
          others: 'only discarded ones can be restored.',
          act: ({ id: sessionId = '' }) => api.session.restore.mutate({ sessionId }),
        },
      ]}
      onDone={() =>
        Promise.all(
          [trpc.session.pathKey(), trpc.overview.pathKey()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        )
      }
    />
  );
}

/** What of a session is not as the list showed it, in a sentence; `undefined` when nothing is that matters. */
function whatDiffers(shown: AISessionInfo, present: AISessionInfo): string | undefined {
  if (present.state !== shown.state)
    return `Meanwhile it is ${stateWords(present.state ?? 'Open').toLowerCase()}.`;
  if ((present.pendingActions ?? 0) > (shown.pendingActions ?? 0))
    return 'Meanwhile something was queued in it.';
  if (present.purpose !== shown.purpose) return 'Meanwhile its purpose was changed.';
  return undefined;
}
