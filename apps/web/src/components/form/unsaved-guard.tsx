'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog, useDialogsSoon } from '@/components/ui/dialog.tsx';
import { type Departure, dropUnsaved, hasUnsaved, leave, onLeave } from './unsaved.ts';

/** Asks before a page is left on which something is not saved: by a link, by a key, back or forward, or with its tab. */
export function UnsavedGuard() {
  const router = useRouter();
  const [departure, setDeparture] = useState<{ readonly go: Departure }>();
  useEffect(() => onLeave((go) => setDeparture({ go })), []);
  // It is on every page of the desk, and each of them can open a dialog.
  useDialogsSoon();

  useEffect(() => {
    /** Closing the tab, or loading another page: what is said then is the browser's own. */
    const onUnload = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) event.preventDefault();
    };
    /** Before the router hears of it. */
    const onClick = (event: MouseEvent) => {
      if (!hasUnsaved() || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : undefined;
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.download) return;
      const { origin, pathname, search, hash } = new URL(link.href);
      if (origin !== window.location.origin || (pathname === window.location.pathname && hash !== '')) return;
      event.preventDefault();
      event.stopPropagation();
      leave(() => router.push(pathname + search + hash));
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [router]);

  useEffect(() => {
    // Browsers without it do not ask before they go back.
    if (!('navigation' in window)) return;
    const { navigation } = window;
    const onNavigate = (event: NavigateEvent) => {
      const { key, url } = event.destination;
      if (event.navigationType !== 'traverse' || !event.cancelable || !hasUnsaved()) return;
      if (new URL(url).pathname === window.location.pathname) return;
      event.preventDefault();
      leave(() => void navigation.traverseTo(key));
    };
    navigation.addEventListener('navigate', onNavigate);
    return () => navigation.removeEventListener('navigate', onNavigate);
  }, []);

  const stay = () => setDeparture(undefined);
  return (
    <Dialog
      open={departure !== undefined}
      topmost
      onOpenChange={(open) => !open && stay()}
      title="Leave without saving?"
      description="What you typed on this page is not saved, and is lost when you leave it."
    >
      <div className="flex gap-2">
        <Button autoFocus onClick={stay}>
          Stay
        </Button>
        <Button
          variant="outline"
          onClick={() => {
            stay();
            dropUnsaved();
            departure?.go();
          }}
        >
          Leave
        </Button>
      </div>
    </Dialog>
  );
}
