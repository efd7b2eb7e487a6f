'use client';

import { useState } from 'react';
import type { FunctionDraft } from './function-draft.ts';

/** A member of a function that somebody else changed while it was edited here. */
export interface ForeignChange {
  readonly member: keyof FunctionDraft;
  /** What they made of it, when it was edited here too; what was typed is kept. */
  readonly theirs?: string;
}

interface DraftState {
  /** What the draft began with. */
  readonly base: FunctionDraft;
  readonly draft: FunctionDraft;
  readonly foreign: readonly ForeignChange[];
}

/**
 * What the form of a function holds. When somebody else saves the function meanwhile, what was typed here stays, and
 * everything else becomes what they made of it.
 *
 * @param isSaved Whether `initial` is what was saved from here.
 */
export function useFunctionDraft(initial: FunctionDraft, isSaved: boolean) {
  const [state, setState] = useState<DraftState>({ base: initial, draft: initial, foreign: [] });
  if (state.base !== initial) {
    setState(isSaved ? { base: initial, draft: initial, foreign: [] } : joined(state, initial));
  }
  const { base, draft, foreign } = state;
  return {
    draft,
    foreign,
    isTouched: draft !== base,
    change: (changes: Partial<FunctionDraft>) => setState({ ...state, draft: { ...draft, ...changes } }),
  };
}

function joined({ base, draft, foreign }: DraftState, present: FunctionDraft): DraftState {
  const members = Object.keys(present) as (keyof FunctionDraft)[];
  const typed = members.filter((member) => textOf(draft[member]) !== textOf(base[member]));
  if (typed.length === 0) return { base: present, draft: present, foreign: [] };
  const seen = members.filter((member) => textOf(present[member]) !== textOf(base[member]));
  // Values of headers are never read: that they changed shows in nothing else.
  const changed: typeof members = seen.length > 0 ? seen : ['headers'];
  const kept = Object.fromEntries(typed.map((member) => [member, draft[member]]));
  const told = changed.map((member) => ({
    member,
    // Values of headers are secret: they are told apart by nobody.
    ...(member !== 'headers' && typed.includes(member) && textOf(present[member]) !== textOf(draft[member])
      ? { theirs: textOf(present[member]) }
      : {}),
  }));
  return {
    base: present,
    draft: { ...present, ...kept },
    foreign: [...foreign.filter(({ member }) => !changed.includes(member)), ...told],
  };
}

/** A member as it is compared and shown. */
export function textOf(value: FunctionDraft[keyof FunctionDraft]): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
