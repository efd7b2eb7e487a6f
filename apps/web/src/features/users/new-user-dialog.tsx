'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { LaterDialog } from '@/components/ui/later-dialog.tsx';

const { Part: NewUserWindow, preload } = loadLater(() => import('./new-user-window.tsx'));

/** Creates a user and goes to their page. A failure keeps what was typed. */
export function NewUserDialog({ grantsRoles }: { grantsRoles: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> New user
      </Button>
      <LaterDialog open={open} title="New user" preload={preload}>
        <NewUserWindow open={open} onOpenChange={setOpen} grantsRoles={grantsRoles} />
      </LaterDialog>
    </>
  );
}
