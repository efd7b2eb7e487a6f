'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { NARROWEST, WIDEST, within } from './column-widths-cookie.ts';

interface WidthHandleProps {
  readonly head: string;
  /** The width that was chosen, in rem. */
  readonly width: number | undefined;
  readonly onChange: (width: number | undefined) => void;
}

/** How far a key moves it, and how far with Shift, in rem. */
const STEP = 1;
const LEAP = 5;

/** The edge of a column, which is dragged, or moved by the arrow keys. A double click or Delete gives back the usual width. */
export function WidthHandle({ head, width, onChange }: WidthHandleProps) {
  const grip = useRef<{ readonly x: number; readonly width: number }>(undefined);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    grip.current = { x: event.clientX, width: width ?? drawnWidthOf(event.currentTarget) };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (grip.current) onChange(grip.current.width + (event.clientX - grip.current.x) / rem());
  };
  const release = () => {
    grip.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const from = width ?? drawnWidthOf(event.currentTarget);
    const wanted = widthAfter(event, from);
    if (wanted === from) return;
    event.preventDefault();
    onChange(wanted);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is moved by keys is a separator of ARIA, and a line is none
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${head}`}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={width ?? NARROWEST}
      aria-valuetext={width === undefined ? 'Usual width' : `${width} rem`}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
      onDoubleClick={() => onChange(undefined)}
      onKeyDown={onKeyDown}
      className="group/width absolute inset-y-0 right-0 flex w-3 cursor-col-resize touch-none justify-end rounded-sm select-none max-lg:hidden"
    >
      <span className="my-2 w-px bg-line group-hover/width:w-0.5 group-hover/width:bg-accent group-focus-visible/width:w-0.5 group-focus-visible/width:bg-accent" />
    </div>
  );
}

/** The width that a key asks for; the one that it has for all other keys. */
function widthAfter({ key, shiftKey }: KeyboardEvent, from: number): number | undefined {
  const step = shiftKey ? LEAP : STEP;
  switch (key) {
    case 'ArrowLeft':
      return within(from - step);
    case 'ArrowRight':
      return within(from + step);
    case 'Home':
      return NARROWEST;
    case 'End':
      return WIDEST;
    case 'Delete':
    case 'Backspace':
      return undefined;
    default:
      return from;
  }
}

/** How wide the column of a handle is drawn, in rem. */
function drawnWidthOf(handle: HTMLElement): number {
  return (handle.parentElement?.offsetWidth ?? 0) / rem();
}

/** Pixels of a rem. */
function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
