import type { Principal } from '@ai-sessions/auth';

/** Bounds how many of something each caller has at a time, in this process. */
export interface CallerLimit {
  /** Takes a place and returns what gives it back; `undefined` when the caller has none left. */
  enter(caller: Pick<Principal, 'userId' | 'apiKeyId' | 'agent'> | undefined): (() => void) | undefined;
}

/** Gives every API key, every agent let in by OAuth, and every user without either so many places. */
export function createCallerLimit(places: number): CallerLimit {
  const taken = new Map<string, number>();
  return {
    enter(caller) {
      const key = caller?.apiKeyId ?? caller?.agent?.grantId ?? caller?.userId ?? '';
      const before = taken.get(key) ?? 0;
      if (before >= places) return undefined;
      taken.set(key, before + 1);
      return () => {
        const left = (taken.get(key) ?? 1) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
}
