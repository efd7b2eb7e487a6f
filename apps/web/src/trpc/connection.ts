import { onlineManager } from '@tanstack/react-query';

/** How long is waited before each further try, in milliseconds; the last one again and again. */
const PATIENCE_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** Answers 200 as soon as the service can do its work. */
const PROBE = '/readyz';

let tries = 0;
let timer: number | undefined;

/**
 * Says that a call got no answer. Until the service answers again, what is read waits, and so does what is sent: TanStack
 * Query goes on with both as soon as its `onlineManager` says so.
 */
export function reportNoAnswer(): void {
  if (!onlineManager.isOnline()) return;
  onlineManager.setOnline(false);
  tries = 0;
  wait();
}

/** Finds out whether the service answers, when something may have been cut off. */
export async function checkConnection(): Promise<void> {
  if (!(await answers())) reportNoAnswer();
}

/** Tries at once whether the service answers again. */
export async function tryConnection(): Promise<void> {
  window.clearTimeout(timer);
  const isBack = await answers();
  if (onlineManager.isOnline()) return;
  if (isBack) onlineManager.setOnline(true);
  else wait();
}

/** Resolves as soon as the service answers again: at once while nobody missed an answer. */
export function connected(): Promise<void> {
  if (onlineManager.isOnline()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = onlineManager.subscribe((isOnline) => {
      if (!isOnline) return;
      stop();
      resolve();
    });
  });
}

/** Listens to what the browser knows of its connection. It only knows of its own end: that it is online promises nothing. */
export function watchConnection(): void {
  onlineManager.setEventListener(() => {
    const onOffline = () => reportNoAnswer();
    const onOnline = () => void tryConnection();
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', onOnline);
    return () => {
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
    };
  });
}

function answers(): Promise<boolean> {
  return fetch(PROBE, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function wait(): void {
  window.clearTimeout(timer);
  const patience = PATIENCE_MS[Math.min(tries++, PATIENCE_MS.length - 1)];
  timer = window.setTimeout(() => void tryConnection(), patience);
}
