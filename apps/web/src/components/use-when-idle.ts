import { useEffect } from 'react';

/** Does something once the browser has nothing else to do, such as loading what may be needed soon. */
export function useWhenIdle(act: () => unknown): void {
  useEffect(() => {
    // Safari has no such callback.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(act, 2_000);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(act);
    return () => cancelIdleCallback(handle);
  }, [act]);
}
