'use client';

import type { NewApiKeyResult, UserInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { useTRPC } from '@/trpc/client.ts';
import { ShownKey } from './shown-key.tsx';

const { Part: NewKeyForm, preload } = loadLater(() => import('./new-key-form.tsx'));

interface NewKeyDialogProps {
  /** Whose key it is going to be; without one the visitor's own. */
  readonly user?: UserInfo;
  /** Gets the key once it has been shown. */
  readonly onMade?: (made: NewApiKeyResult) => void;
}

/** Makes an API key, and shows it this once. */
export function NewKeyDialog({ user, onMade }: NewKeyDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  useWhenIdle(preload);
  const [made, setMade] = useState<NewApiKeyResult>();

  const close = () => {
    setOpen(false);
    setMade(undefined);
    if (made) onMade?.(made);
    void queries.invalidateQueries({ queryKey: trpc.apiKey.list.queryKey() });
    void queries.invalidateQueries({ queryKey: trpc.setup.pathKey() });
  };
  return (
    <>
      <Button
        size={user ? 'small' : 'normal'}
        variant={user ? 'outline' : 'primary'}
        onClick={() => setOpen(true)}
      >
        <Plus aria-hidden /> New API key
      </Button>
      <Dialog
        open={open}
        onOpenChange={(wanted) => (wanted ? setOpen(true) : close())}
        title={made ? 'Copy the key now' : 'New API key'}
        description={
          made
            ? 'It will not be shown again. Anyone who has it can use it.'
            : `For a program that works ${user ? `as ${user.emailAddress}` : 'as you'}.`
        }
        // A click beside it must not throw the key away.
        steady={made !== undefined}
      >
        {made ? (
          <ShownKey made={made} onDone={close} />
        ) : (
          <Suspense fallback={<Skeleton className="h-96 w-full" />}>
            <NewKeyForm user={user} onMade={setMade} />
          </Suspense>
        )}
      </Dialog>
    </>
  );
}
