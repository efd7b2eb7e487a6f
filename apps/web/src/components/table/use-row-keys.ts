'use client';

import type { RefObject } from 'react';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';

/** Goes through the rows of a table by keys, and selects them. */
export function useRowKeys(body: RefObject<HTMLTableSectionElement | null>, enabled: boolean): void {
  const [keysAreOn] = useKeysSwitch();
  const current = () => document.activeElement?.closest('tr') ?? undefined;
  const isHere = (row: Element | undefined): row is HTMLTableRowElement =>
    row instanceof HTMLTableRowElement && (body.current?.contains(row) ?? false);
  const go = (by: number) => () => {
    const rows = [...(body.current?.rows ?? [])];
    const from = current();
    const next = isHere(from) ? rows[rows.indexOf(from) + by] : rows[0];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const select = (shiftKey: boolean) => () => {
    const row = current();
    const box = isHere(row) ? row.querySelector('input[type=checkbox]') : undefined;
    box?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey }));
  };
  useKeys({ j: go(1), k: go(-1), x: select(false), X: select(true) }, enabled && keysAreOn);
}
