'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useUrlState } from './use-url-state.ts';

/** Goes through a list by cursor. After a reload in the middle, the way back leads to the first page. */
export function Pager({ nextCursor }: { nextCursor: string | undefined }) {
  const { get, change } = useUrlState();
  const current = get('cursor');
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([]);
  if (!current && !nextCursor) return null;

  const forward = () => {
    setTrail([...trail, current]);
    change({ cursor: nextCursor }, 'push');
  };
  const back = () => {
    setTrail(trail.slice(0, -1));
    change({ cursor: trail.at(-1) }, 'push');
  };
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
      <Button variant="outline" size="small" disabled={!current} onClick={back}>
        <ChevronLeft aria-hidden /> {current && trail.length === 0 ? 'First page' : 'Previous'}
      </Button>
      <Button variant="outline" size="small" disabled={!nextCursor} onClick={forward}>
        Next <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
