'use client';

import { useEffect, useState } from 'react';

interface Older {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** What the address of the page can lead to. */
const ANCHOR = /^#((?:comment|event|run)-[\w-]+)$/;

/**
 * Leads to what the address of the page names: the focus goes there, after older pages were read as far as needed.
 *
 * @param isReady Whether the first page has been read.
 * @returns The anchor of what was found, and whether what is named is not there.
 */
export function useArrival(isReady: boolean, older: Older) {
  const [wanted, setWanted] = useState<string>();
  const [arrived, setArrived] = useState<string>();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = older;
  useEffect(() => {
    const read = () => {
      setArrived(undefined);
      setWanted(ANCHOR.exec(window.location.hash)?.[1]);
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);

  // After each time that something was drawn, until it is there.
  useEffect(() => {
    if (wanted === undefined || arrived === wanted || !isReady) return;
    const element = document.getElementById(wanted);
    if (element) {
      setArrived(wanted);
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'center' });
    } else if (hasNextPage && !isFetchingNextPage) {
      fetchNextPage();
    }
  });
  const isMissing = wanted !== undefined && arrived !== wanted && isReady && !hasNextPage;
  return { arrived, isMissing };
}
