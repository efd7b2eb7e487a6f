'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { ShownOnce } from '@/components/shown-once.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Replaces the API keys of an account, for instance when one of them may have become known. */
export function NewKeysDialog({ account }: { account: AccountInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const replace = useMutation(
    trpc.account.newTokens.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  );
  const keys = replace.data?.keys;
  return (
    <>
      <Button
        variant="outline"
        size="small"
        onClick={() => {
          replace.reset();
          setOpen(true);
        }}
      >
        Replace keys
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={keys ? 'The new keys' : 'Replace the API keys of this account?'}
        description={
          keys
            ? 'They are shown this once. The old ones have stopped working.'
            : `Keys that are limited to “${account.name}” alone stop working at once, and each gets a new one. Other keys stay.`
        }
        steady
      >
        {replace.isError && <FailureNotice error={replace.error} />}
        {keys ? (
          <div className="flex flex-col gap-3">
            {keys.map(({ id, key, name = '', userName }) => (
              <ShownOnce key={id} label={`${name} of ${userName}`} text={key} copy={`Copy ${name}`} />
            ))}
            {keys.length === 0 && <p className="text-sm">There was no such key.</p>}
          </div>
        ) : (
          <div className="flex gap-2">
            <Button
              variant="danger"
              disabled={replace.isPending}
              onClick={() => replace.mutate({ accountId: account.id ?? '' })}
            >
              Replace keys
            </Button>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </div>
        )}
      </Dialog>
    </>
  );
}
