'use client';

import { useCallback, useEffect, useEffectEvent, useState } from 'react';

/** `cut off` while the browser connects again by itself; `ended` when it will not, until it is asked to. */
type StreamState = 'connecting' | 'open' | 'cut off' | 'ended';

/** The service says something every fifteen seconds; whoever hears nothing for so long is cut off without knowing. */
const SILENCE_MS = 40_000;

interface StreamOptions<Data> {
  /** Where a subscription is served: `streamPath`. */
  readonly path: string;
  /** Reads what was told; `undefined` for what is not known here. */
  readonly read: (told: unknown) => Data | undefined;
  readonly onData: (data: Data) => void;
}

/** Where a subscription is served. */
export function streamPath(procedure: 'session.watch', input: Readonly<Record<string, string>>): string {
  return `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/**
 * Follows a subscription over server-sent events. By hand, since the link of tRPC for it would be on every page: its module
 * is that of the client.
 */
export function useStream<Data>({ path, read, onData }: StreamOptions<Data>) {
  const [state, setState] = useState<StreamState>('connecting');
  const [times, setTimes] = useState(0);
  const tell = useEffectEvent((text: string) => {
    const data = read(JSON.parse(text));
    if (data !== undefined) onData(data);
  });

  useEffect(() => {
    setState('connecting');
    const source = new EventSource(path);
    let silence: number | undefined;
    const onSound = () => {
      window.clearTimeout(silence);
      silence = window.setTimeout(() => setTimes((count) => count + 1), SILENCE_MS);
    };
    const onEnd = () => {
      close();
      setState('ended');
    };
    const close = () => {
      window.clearTimeout(silence);
      source.close();
    };
    source.onopen = () => {
      setState('open');
      onSound();
    };
    source.onmessage = ({ data }) => {
      onSound();
      tell(String(data));
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) onEnd();
      else setState('cut off');
    };
    source.addEventListener('ping', onSound);
    source.addEventListener('return', onEnd);
    source.addEventListener('serialized-error', onEnd);
    return close;
  }, [path, times]);

  return { state, reset: useCallback(() => setTimes((count) => count + 1), []) };
}
