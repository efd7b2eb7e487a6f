import { useEffect } from 'react';

/** The longest that is waited: a browser that always has something else to do would never come to it. */
const LONGEST_MS = 2_000;

/** Does something once the browser has nothing else to do, such as loading what may be needed soon. */
export function useWhenIdle(act: () => unknown): void {
  useEffect(() => {
    // Safari has no such callback.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(act, LONGEST_MS);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(act, { timeout: LONGEST_MS });
    return () => cancelIdleCallback(handle);
  }, [act]);
}
