'use client';

import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { WhileOpening } from '@/components/ui/while-opening.tsx';
import { useWhenIdle } from '@/components/use-when-idle.ts';

const { Part: Palette, preload } = loadLater(() => import('./palette.tsx'));

/** Goes to any page or record by a few letters of its name. Ctrl K or ⌘ K opens it. */
export function CommandPalette({ roles }: { roles: readonly string[] }) {
  const [open, setOpen] = useState(false);
  useWhenIdle(preload);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey) return;
      event.preventDefault();
      // Over another window it would hide what is being decided there.
      if (!document.querySelector('[role=dialog]')) setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex items-center gap-2 rounded-md border px-2.5 py-1.5 text-sm text-muted hover:bg-sunken hover:text-ink max-md:border-0 max-md:px-2"
      >
        <Search className="size-4" aria-hidden />
        <span className="max-md:sr-only">Go to …</span>
        <kbd aria-hidden className="ml-auto font-mono text-xs max-md:hidden">
          Ctrl K
        </kbd>
      </button>
      {open && (
        <WhileOpening title="Go to" onCancel={() => setOpen(false)}>
          <Palette roles={roles} onClose={() => setOpen(false)} />
        </WhileOpening>
      )}
    </>
  );
}
