import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Whether the page runs in a browser by now. What depends on where the reader is, such as their midnight, must not be
 * taken from what the server rendered: React leaves attributes as they came.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
