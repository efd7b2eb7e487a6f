'use client';

import { type RefObject, useEffect, useState } from 'react';

/** How far from what is seen an element still counts as near. */
const MARGIN = '1200px 0px';

const waiting = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | undefined;

/**
 * Whether an element is near what is seen, or has been once. One that is far can be drawn in short, so that a list of a
 * thousand is there at once.
 *
 * @param isNearAtFirst Whether it counts as near from the start, as for what is at the top of a page.
 */
export function useNear(element: RefObject<Element | null>, isNearAtFirst: boolean): boolean {
  const [isNear, setNear] = useState(isNearAtFirst);
  useEffect(() => {
    const { current } = element;
    if (isNear || !current) return;
    observer ??= new IntersectionObserver(tell, { rootMargin: MARGIN });
    waiting.set(current, () => setNear(true));
    observer.observe(current);
    return () => observer?.unobserve(current);
  }, [element, isNear]);
  return isNear;
}

function tell(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) waiting.get(target)?.();
  }
}
