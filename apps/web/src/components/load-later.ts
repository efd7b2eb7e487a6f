import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** How long to wait before something that could not be loaded is asked for again. */
const RETRY_MS = 1_000;

/** A part of a page that is loaded after it. */
interface LaterPart<Props> {
  /** The part, as soon as it is there; until then whatever `Suspense` around it shows. */
  readonly Part: LazyExoticComponent<ComponentType<Props>>;
  /** Begins to load it, for when it is needed. */
  readonly preload: () => void;
}

/**
 * Loads a part of a page after the page. While there is no connection it waits for one: React would take a failure for the
 * last word and the page down with it, and what is typed there.
 */
export function loadLater<Props>(load: () => Promise<{ default: ComponentType<Props> }>): LaterPart<Props> {
  const insist = async (): Promise<{ default: ComponentType<Props> }> => {
    for (;;) {
      const loaded = await load().catch(() => undefined);
      if (loaded) return loaded;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  return { Part: lazy(insist), preload: () => void load().catch(() => undefined) };
}
