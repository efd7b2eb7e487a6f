'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { LaterDialog } from '@/components/ui/later-dialog.tsx';

const { Part: NewAccountWindow, preload } = loadLater(() => import('./new-account-window.tsx'));

/** Creates an account without leaving the list. */
export function NewAccountDialog() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> New account
      </Button>
      <LaterDialog open={open} title="New account" preload={preload}>
        <NewAccountWindow open={open} onOpenChange={setOpen} />
      </LaterDialog>
    </>
  );
}
