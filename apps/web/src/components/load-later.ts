import { type ComponentType, createElement, use } from 'react';

/** How long to wait before something that could not be loaded is asked for again. */
const RETRY_MS = 1_000;

/** A part of a page that is loaded after it. */
export interface LaterPart<Props> {
  /** The part, at once when it has been loaded; until then whatever `Suspense` around it shows. */
  readonly Part: ComponentType<Props>;
  /** Begins to load it, for when it is needed. */
  readonly preload: () => void;
}

interface Loaded<Props> {
  readonly default: ComponentType<Props>;
}

/**
 * Loads a part of a page after the page. While there is no connection it waits for one: React would take a failure for the
 * last word and the page down with it, and what is typed there.
 */
export function loadLater<Props extends object>(load: () => Promise<Loaded<Props>>): LaterPart<Props> {
  const begin = loadOnce(load);
  const Part = (props: Props) => createElement(use(begin()).default, props);
  return { Part, preload: () => void begin() };
}

/** Loads something when it is first asked for; while there is no connection it waits for one. */
export function loadOnce<T extends object>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= marked(insist(load));
    return loading;
  };
}

async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    const loaded = await load().catch(() => undefined);
    if (loaded) return loaded;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Tells React of a promise that is kept by then: otherwise it would show that something is missing for a moment. */
function marked<T>(promise: Promise<T>): Promise<T> {
  void promise.then((value) => Object.assign(promise, { status: 'fulfilled', value }));
  return promise;
}
