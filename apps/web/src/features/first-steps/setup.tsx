'use client';

import type { AISetup } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useTRPC } from '@/trpc/client.ts';
import { DemoDataNotice } from './demo-data.tsx';

/** Loaded only where something is left to do. */
const { Part: FirstSteps } = loadLater(() => import('./first-steps.tsx'));

interface SetupProps {
  readonly emailAddress: string;
  /** Address under which programs reach the service, when it is configured. */
  readonly publicUrl: string | undefined;
  /** Whether the visitor has hidden the first steps. */
  readonly isHidden: boolean;
}

/** How often it is asked while the page is open: what is done in a terminal shows by itself. */
const ASK_AGAIN_MS = 5_000;

/** What an installation begins with: the first steps until they are done, and demo data as long as there is some. */
export function Setup(props: SetupProps) {
  const trpc = useTRPC();
  const setup = useQuery(
    trpc.setup.get.queryOptions(
      {},
      {
        refetchInterval: ({ state: { data } }) =>
          props.isHidden || (data && isDone(data)) ? false : ASK_AGAIN_MS,
      },
    ),
  );
  return setup.data ? <Loaded {...props} setup={setup.data} /> : null;
}

function Loaded({ setup, emailAddress, publicUrl, isHidden }: SetupProps & { readonly setup: AISetup }) {
  // Whoever has just done the last step sees it ticked.
  const [wasDone] = useState(isDone(setup));
  return (
    <div className="mb-8 flex flex-col gap-4 empty:hidden">
      {!isHidden && !wasDone && (
        <Suspense fallback={null}>
          <FirstSteps setup={setup} emailAddress={emailAddress} publicUrl={publicUrl} />
        </Suspense>
      )}
      <DemoDataNotice setup={setup} />
    </div>
  );
}

function isDone({ accountId, hasKey, sessionId }: AISetup): boolean {
  return accountId !== undefined && hasKey && sessionId !== undefined;
}
