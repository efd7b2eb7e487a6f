/** Whether the visitor is signed in, as far as the page knows. */
export interface SignInState {
  readonly isSignedOut: boolean;
  /** Whether something that the visitor wanted waits for the sign-in, so that they are asked at once. */
  readonly isAsked: boolean;
  /** Counts the times that the visitor has signed in again in place. */
  readonly times: number;
}

const SIGNED_IN: SignInState = { isSignedOut: false, isAsked: false, times: 0 };

type Waiting = (isSignedIn: boolean) => void;

let state = SIGNED_IN;
let listeners: readonly (() => void)[] = [];
/** What is read waits for as long as it takes. */
let readers: readonly Waiting[] = [];
/** What the visitor sent waits until they say that they do not sign in now. */
let writers: readonly Waiting[] = [];

/**
 * Waits until the visitor is signed in again; they are asked at once when it is for something that they wanted.
 *
 * @returns Whether they are: not if they would not sign in now.
 */
export function signedInAgain(isWanted: boolean): Promise<boolean> {
  change({ ...state, isSignedOut: true, isAsked: state.isAsked || isWanted });
  return new Promise((resolve) => {
    if (isWanted) writers = [...writers, resolve];
    else readers = [...readers, resolve];
  });
}

/** Says that the visitor is signed out, though nothing that they wanted was refused. */
export function reportSignedOut(): void {
  change({ ...state, isSignedOut: true });
}

/** Asks the visitor to sign in. */
export function askToSignIn(): void {
  change({ ...state, isAsked: true });
}

/** Says that the visitor would not sign in now: what they sent fails, and what they typed stays. */
export function putOffSignIn(): void {
  const waiting = writers;
  writers = [];
  change({ ...state, isAsked: false });
  for (const go of waiting) go(false);
}

/** Says that the visitor is signed in again: everything that waits goes on. */
export function reportSignedIn(): void {
  const waiting = [...writers, ...readers];
  writers = [];
  readers = [];
  change({ isSignedOut: false, isAsked: false, times: state.times + 1 });
  for (const go of waiting) go(true);
}

/** For `useSyncExternalStore`. */
export const signInStore = {
  subscribe(listen: () => void): () => void {
    listeners = [...listeners, listen];
    return () => {
      listeners = listeners.filter((other) => other !== listen);
    };
  },
  get: (): SignInState => state,
  getOnServer: (): SignInState => SIGNED_IN,
};

function change(next: SignInState): void {
  state = next;
  for (const listen of listeners) listen();
}
