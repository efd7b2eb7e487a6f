'use client';

import { ArrowRight, Play } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { hasUnsaved } from '@/components/form/unsaved.ts';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { useGoingOn } from '@/features/review-queue/going-on.ts';
import { rememberLed, useNextCase, wasLedTo } from '@/features/review-queue/next-case.ts';
import { type CaseEnding, outcomesInWords } from './case-ending.ts';
import type { ReviewedAction } from './reviewed-action.ts';
import { keysBelongToPage } from './use-keys.ts';

/** How long what was recorded stands there before the next case opens by itself. */
const PAUSE_MS = 3_000;

/** What a reviewer does who is not done with the page. */
const OCCUPATIONS = ['keydown', 'pointerdown', 'wheel'] as const;

/** What is said of an ending, with what became of the actions. */
const words: Readonly<Record<CaseEnding, string>> = {
  toApply: 'Decided on: …. What was accepted is not applied yet.',
  trouble: 'Look at it before you go on: ….',
  finished: 'Recorded: ….',
};

interface CaseDoneProps {
  readonly sessionId: string;
  readonly actions: readonly ReviewedAction[];
  readonly ending: CaseEnding;
  /** Whether the review is being read again, and with it what can be applied. */
  readonly isStale: boolean;
  /** Whether a dialog lies over it. */
  readonly isCovered: boolean;
  /** Asks whether to apply what was accepted; absent when it cannot be applied. */
  readonly onApply: (() => void) | undefined;
}

/**
 * Says what was recorded of a case that its reviewer is done with, and leads to the next one: by Enter, or by itself for
 * whoever wants that and does nothing else on the page meanwhile.
 */
export function CaseDone(props: CaseDoneProps) {
  const { sessionId, actions, ending, isStale, isCovered, onApply } = props;
  const { queue, next, path, goOn } = useNextCase(sessionId);
  const [isLed] = useState(() => wasLedTo(sessionId));
  const [goesOn, chooseGoingOn] = useGoingOn(isLed);
  const [isOccupied, setOccupied] = useState(false);
  // What is read again later moves nothing any more.
  const [isKnown, setKnown] = useState(false);
  if (!isKnown && queue.data && !queue.isFetching && !(isStale && ending === 'toApply')) setKnown(true);
  const sentence = useId();
  const bar = useRef<HTMLElement>(null);
  const target = useRef<HTMLElement>(null);
  const isIdle = isKnown && !isOccupied && !isCovered;

  useEffect(() => {
    const occupy = () => setOccupied(true);
    for (const occupation of OCCUPATIONS)
      document.addEventListener(occupation, occupy, { capture: true, passive: true });
    return () => {
      for (const occupation of OCCUPATIONS)
        document.removeEventListener(occupation, occupy, { capture: true });
    };
  }, []);

  const takesFocus = isIdle && ending !== 'trouble';
  const [before, setBefore] = useState<Element | null>(null);
  useEffect(() => {
    if (!takesFocus) return;
    // A dialog that has just closed gives the focus back first.
    const timer = setTimeout(() => {
      if (!target.current || !keysBelongToPage(document.activeElement)) return;
      setBefore(document.activeElement);
      target.current.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [takesFocus]);
  useLayoutEffect(() => {
    const own = bar.current;
    return () => {
      // A verdict that is taken back by its key leaves the reviewer where they were.
      if (before instanceof HTMLElement && own?.contains(document.activeElement)) before.focus();
    };
  }, [before]);

  const isAboutToGo = isIdle && ending === 'finished' && goesOn && path !== undefined && !hasUnsaved();
  const leaveIt = useRef(goOn);
  useEffect(() => {
    leaveIt.current = goOn;
  });
  useEffect(() => {
    if (!isAboutToGo) return;
    const timer = setTimeout(() => {
      const isSeen = document.visibilityState === 'visible';
      if (isSeen && !hasUnsaved() && keysBelongToPage(document.activeElement)) leaveIt.current();
      else setOccupied(true);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isAboutToGo]);

  const { waitingSessions = 0, moreWaiting = false } = queue.data ?? {};
  const outcomes = outcomesInWords(actions);
  const hasNothing = isKnown && !next && !queue.isError;
  const appliesFirst = ending === 'toApply' && onApply !== undefined;
  const takeTarget = (element: HTMLElement | null) => {
    target.current = element;
  };
  return (
    <section
      ref={bar}
      aria-label="Done with this case"
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-sheet px-4 py-3 text-sm shadow-lg"
    >
      <p id={sentence} role="status" className="min-w-0 flex-1 basis-56">
        {words[ending].replace('…', outcomes)}
        {hasNothing && ' Nothing else waits for you.'}
        {isAboutToGo && ' The next case opens in a moment.'}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {appliesFirst && (
          <Button
            ref={takeTarget}
            size="small"
            aria-describedby={sentence}
            aria-keyshortcuts="Shift+A"
            onClick={onApply}
          >
            <Play aria-hidden /> Apply what was accepted …
          </Button>
        )}
        {isAboutToGo && (
          <Button variant="ghost" size="small" onClick={() => setOccupied(true)}>
            Stay here
          </Button>
        )}
        {next && path && (
          <Button variant={appliesFirst ? 'outline' : 'primary'} size="small" asChild>
            <Link
              ref={appliesFirst ? undefined : takeTarget}
              href={path}
              aria-describedby={sentence}
              aria-keyshortcuts="n"
              onClick={() => rememberLed(next.sessionId)}
            >
              Next case ({waitingSessions}
              {moreWaiting && '+'} waiting) <ArrowRight aria-hidden />
            </Link>
          </Button>
        )}
        {hasNothing && (
          <Button variant="outline" size="small" asChild>
            <Link ref={appliesFirst ? undefined : takeTarget} href="/admin" aria-describedby={sentence}>
              Overview
            </Link>
          </Button>
        )}
      </div>
      {ending === 'finished' && next && (
        <Checkbox
          checked={goesOn}
          onChange={(wanted) => {
            chooseGoingOn(wanted);
            setOccupied(!wanted);
          }}
        >
          Open the next case by itself
        </Checkbox>
      )}
    </section>
  );
}
