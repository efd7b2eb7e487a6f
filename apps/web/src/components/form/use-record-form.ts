'use client';

import { useMemo, useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import type { CallContext } from '@/trpc/links.ts';
import {
  type ContractForm,
  type RequestName,
  type RequestOf,
  settle,
  textOf,
  useContractForm,
} from './use-contract-form.ts';

/** A field that somebody else changed while it was edited here. */
export interface ForeignChange {
  readonly name: string;
  /** What they made of it, when it was edited here too; what was typed is kept. */
  readonly theirs?: string;
}

interface RecordFormOptions<Values extends FieldValues, Name extends RequestName, Shown extends object> {
  /** The record as the page shows it. */
  readonly shown: Shown;
  /** What the form shows of a record. */
  readonly valuesOf: (record: Shown) => Values;
  /** What is sent, by its name in the contract. */
  readonly request: Name;
  /** Makes of the fields what is sent. `typed` has those that somebody changed. */
  readonly requestOf: (values: Values, typed: Partial<Values>) => RequestOf<Name>;
  /** Reads the record, alone: its answer has an ETag. What the page shows of it follows. */
  readonly read: () => Promise<Shown>;
  readonly change: (request: RequestOf<Name>, asRead: CallContext) => Promise<Shown>;
  readonly onSaved: (saved: Shown) => unknown;
  /** Whether all fields are sent, also those that nobody has typed into: then none of them may have changed. */
  readonly sendsAll?: boolean;
  /** What others are said to have changed. */
  readonly what?: string;
  /** Who changed the record last, where it says so. */
  readonly byOf?: (record: Shown) => string | undefined;
  /**
   * Whether the fields belong together, so that one that somebody else changed keeps the others from being saved unseen;
   * with the name of a field whose values nobody reads, which is what changed when nothing else has.
   */
  readonly isWhole?: { readonly versionOf: (record: Shown) => number; readonly unreadable?: string };
}

/**
 * A form for a record that others may change meanwhile: what they save shows in the fields that nobody has touched here,
 * and what was typed is saved only on top of what it was typed for.
 */
export function useRecordForm<Values extends FieldValues, Name extends RequestName, Shown extends object>(
  options: RecordFormOptions<Values, Name, Shown>,
): ContractForm<Values> & { readonly foreign: readonly ForeignChange[] } {
  const { shown, valuesOf, request, requestOf, read, change, onSaved, byOf, isWhole } = options;
  const { sendsAll = false, what = 'this' } = options;
  const text = textOf(valuesOf(shown));
  const version = isWhole?.versionOf(shown) ?? text;
  // What was only read again is no reason to touch the form.
  const base = useMemo(() => ({ record: shown, values: valuesOf(shown) }), [version]);
  const [known, setKnown] = useState(base);
  const [foreign, setForeign] = useState<readonly ForeignChange[]>([]);

  const form = useContractForm<Values, Name, Shown>({
    values: base.values,
    request,
    requestOf,
    send: (wanted, typed) =>
      changeAsShown({
        present: base.record,
        read,
        whatChanged: (present) =>
          isAsShown(present, typed)
            ? undefined
            : `Meanwhile ${byOf?.(present) ?? 'somebody'} changed ${what}.`,
        change: (asRead) => change(wanted, asRead),
      }),
    onSent(saved, sent) {
      const values = valuesOf(saved);
      settle(form.fields, sent, values);
      setKnown({ record: saved, values });
      setForeign([]);
      return onSaved(saved);
    },
  });

  function isAsShown(present: Shown, typed: Partial<Values>): boolean {
    if (isWhole) return isWhole.versionOf(present) === isWhole.versionOf(base.record);
    const values = valuesOf(present);
    return Object.keys(sendsAll ? base.values : typed).every(
      (name) => textOf(values[name]) === textOf(base.values[name]),
    );
  }

  if (known !== base) {
    const isOurs = (isWhole?.versionOf(known.record) ?? textOf(known.values)) === version;
    setKnown(base);
    if (!isOurs) setForeign(form.isTyped ? joined(foreign, known.values) : []);
  }

  /** What is told of changes by others, with those that came just now. */
  function joined(told: readonly ForeignChange[], before: Values): readonly ForeignChange[] {
    const names = Object.keys(base.values);
    const seen = names.filter((name) => textOf(base.values[name]) !== textOf(before[name]));
    const unreadable = isWhole?.unreadable;
    const changed = seen.length > 0 || unreadable === undefined ? seen : [unreadable];
    const draft = form.fields.getValues();
    return [
      ...told.filter(({ name }) => !changed.includes(name)),
      ...changed.map((name) => ({
        name,
        ...(name !== unreadable &&
        textOf(draft[name]) !== textOf(before[name]) &&
        textOf(draft[name]) !== textOf(base.values[name])
          ? { theirs: textOf(base.values[name]) }
          : {}),
      })),
    ];
  }
  return { ...form, foreign };
}
