'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { ShownOnce } from '@/components/shown-once.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Makes a link with which a user sets a new password, for the administrator to hand over. */
export function RecoveryLinkDialog({ user }: { user: UserInfo }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const make = useMutation(trpc.user.newRecoveryLink.mutationOptions());
  return (
    <>
      <Button
        variant="outline"
        size="small"
        disabled={make.isPending}
        onClick={() => {
          make.mutate({ userId: user.id ?? '' });
          setOpen(true);
        }}
      >
        Recovery link
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Password recovery link"
        description={`Hand it over to ${user.emailAddress} and to nobody else. It works once, for an hour.`}
        steady
      >
        {make.isError && <FailureNotice error={make.error} />}
        {make.data && (
          <ShownOnce
            label="Link"
            text={new URL(make.data.link, window.location.origin).href}
            copy="Copy link"
          />
        )}
      </Dialog>
    </>
  );
}
