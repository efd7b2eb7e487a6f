import { useEffect, useState } from 'react';

/**
 * Where to go on to after signing in, with the fragment of the address: browsers keep it when they are sent here, and
 * tell no server of it.
 */
export function useOnward(target: string): string {
  const [fragment, setFragment] = useState('');
  useEffect(() => setFragment(window.location.hash), []);
  return target.includes('#') ? target : target + fragment;
}

const KEY = 'after-recovery';

/** Keeps where to go on to until a link from an e-mail is opened in the same browser: the link does not say it. */
export function keepOnward(target: string): void {
  try {
    window.localStorage.setItem(KEY, target);
  } catch {
    // A browser that keeps nothing leads home.
  }
}

/** What {@link keepOnward} kept, once. The sign-in page looks whether it is a path of ours. */
export function takeOnward(): string {
  try {
    const kept = window.localStorage.getItem(KEY);
    window.localStorage.removeItem(KEY);
    return kept ?? '/';
  } catch {
    return '/';
  }
}
