'use client';

import type { Input } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type FieldValues, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import { loadOnce } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { failureOf } from '@/trpc/failure.ts';
import type { FormRequests } from './form-requests.ts';
import { useUnsaved } from './unsaved.ts';

/** What requests are held to before they are sent. */
const loadRequests = loadOnce(() => import('./form-requests.ts'));

/** The name of a request that a form sends. */
export type RequestName = keyof FormRequests;

/** What is sent of a request. */
export type RequestOf<Name extends RequestName> = Input<FormRequests[Name]>;

interface ContractFormOptions<Values extends FieldValues, Name extends RequestName, Answer> {
  /** What the fields hold before anybody types; what others make of it follows, and what was typed stays. */
  readonly values: Values;
  /** What is sent, by its name in the contract. */
  readonly request: Name;
  /** Makes of the fields what is sent. `typed` has those that somebody changed. */
  readonly requestOf: (values: Values, typed: Partial<Values>) => RequestOf<Name>;
  readonly send: (request: RequestOf<Name>, typed: Partial<Values>) => Promise<Answer>;
  /** Gets the answer with what the fields held when it was asked for. */
  readonly onSent: (answer: Answer, sent: Values) => unknown;
}

/** A form whose fields are those of a request. */
export interface ContractForm<Values extends FieldValues> {
  readonly fields: UseFormReturn<Values>;
  /** Whether somebody has changed a field and not saved it. */
  readonly isTyped: boolean;
  readonly isPending: boolean;
  /** Whether what was sent last went through. */
  readonly isSent: boolean;
  /** Why it did not, when that is about none of the fields. */
  readonly failure: unknown;
  readonly submit: (event?: FormEvent) => void;
  /** Forgets what was typed. */
  readonly clear: () => void;
}

/**
 * A form that is held to the contract before it is sent, in the words in which the service would refuse it, and that puts
 * what the service refuses all the same to the fields it is about. The first of these gets the focus. Nobody leaves the
 * page with something typed unasked.
 */
export function useContractForm<Values extends FieldValues, Name extends RequestName, Answer>({
  values,
  request,
  requestOf,
  send,
  onSent,
}: ContractFormOptions<Values, Name, Answer>): ContractForm<Values> {
  const fields = useForm<Values>({
    values,
    // The reader of a form that is open must not lose what they typed to what somebody else has saved.
    resetOptions: { keepDirtyValues: true },
  });
  for (const name of Object.keys(values)) {
    // Fields that are drawn by hand are known to the form too; those inside others by themselves.
    if (isNameIn(values, name) && !holdsFields(values[name])) fields.register(name);
  }
  const typed = typedIn(fields.getValues(), fields.formState.dirtyFields);
  const isTyped = Object.keys(typed).length > 0;
  useWhenIdle(loadRequests);
  const [isAboutFields, setAboutFields] = useState(false);
  const latest = useRef(onSent);
  useEffect(() => {
    latest.current = onSent;
  });
  const sending = useMutation({
    mutationFn: ({ draft, typed }: { readonly draft: Values; readonly typed: Partial<Values> }) =>
      send(requestOf(draft, typed), typed),
    onSuccess: (answer, { draft }) => latest.current(answer, draft),
    onError: async (error) => {
      const { told } = await refuse(failureOf(error).fields);
      setAboutFields(told > 0);
    },
  });
  const isPending = sending.isPending || fields.formState.isSubmitting;

  /** Puts messages to their fields; how many there are, and how many of them are about one. */
  async function refuse(messages: Readonly<Record<string, string>>) {
    const { fieldNamed } = await loadRequests();
    const all = Object.entries(messages);
    const told = all.flatMap(([declared, message]) => {
      const name = fieldNamed(request, declared);
      return isNameIn(values, name) ? [{ name, message }] : [];
    });
    for (const [index, { name, message }] of told.entries()) {
      fields.setError(name, { type: 'refused', message }, { shouldFocus: index === 0 });
    }
    return { all: all.length, told: told.length };
  }

  async function check(draft: Values, typed: Partial<Values>): Promise<boolean> {
    const { refusalsOf } = await loadRequests();
    const { all, told } = await refuse(refusalsOf(request, requestOf(draft, typed)));
    // What is about none of the fields is for the service to say.
    return all === 0 || told < all;
  }

  useUnsaved(isTyped);
  return {
    fields,
    isTyped,
    isPending,
    isSent: sending.isSuccess,
    failure: sending.isError && !isAboutFields ? sending.error : undefined,
    clear() {
      // Options of the form hold for this too, unless they are said here.
      fields.reset(undefined, { keepDirtyValues: false });
    },
    submit(event) {
      event?.preventDefault();
      if (isPending) return;
      void fields.handleSubmit(async (draft) => {
        const now = typedIn(draft, fields.formState.dirtyFields);
        if (await check(draft, now)) sending.mutate({ draft, typed: now });
      })();
    },
  };
}

/** Makes a form hold what was saved, but for what was typed since it was sent. */
export function settle<Values extends FieldValues>(
  { getValues, resetField }: UseFormReturn<Values>,
  sent: Values,
  saved: Values,
): void {
  const now = getValues();
  for (const name of Object.keys(saved)) {
    if (!isNameIn(saved, name) || textOf(now[name]) !== textOf(sent[name])) continue;
    resetField(name, { defaultValue: saved[name] });
  }
}

/** A value as it is compared and shown. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** The part of a form that somebody changed. */
function typedIn<Values extends FieldValues>(draft: Values, dirtyFields: object): Partial<Values> {
  const typed: Partial<Values> = {};
  for (const [name, isDirty] of Object.entries(dirtyFields)) {
    if (holdsTrue(isDirty) && isNameIn(draft, name)) typed[name] = draft[name];
  }
  return typed;
}

function holdsFields(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a field is marked, or one inside it. */
function holdsTrue(mark: unknown): boolean {
  return typeof mark === 'object' && mark !== null ? Object.values(mark).some(holdsTrue) : mark === true;
}

function isNameIn<Values extends FieldValues>(
  values: Values,
  name: string | undefined,
): name is Path<Values> & keyof Values {
  return name !== undefined && Object.hasOwn(values, name);
}
