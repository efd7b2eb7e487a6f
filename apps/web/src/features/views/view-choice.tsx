'use client';

import type { AIViewInfo, ViewedList } from '@ai-sessions/contract';
import { Trash2, Users } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { Field, Input } from '@/components/ui/field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { useViews } from './use-views.ts';
import { pathOf, queryOf, viewIdOf } from './viewed-list.ts';

/** The views to choose from, and a form that saves what is shown as another one. */
export default function ViewChoice({ list }: { list: ViewedList }) {
  const search = useSearchParams().toString();
  const query = queryOf(search);
  const currentId = viewIdOf(search);
  const { views, save, replace, remove } = useViews(list);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const items = views.data?.items;
  const current = items?.find(({ id }) => id === currentId);
  const failure = replace.error ?? remove.error ?? views.error;
  const taken = save.isError ? failureOf(save.error) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({ list, name, query, shared }, { onSuccess: () => setName('') });
  };
  return (
    <div className="flex flex-col gap-3 text-sm">
      {failure && <FailureNotice error={failure} />}
      {items === undefined && !views.isError && <Skeleton className="h-16" />}
      {items?.length === 0 && (
        <p className="text-muted">No view yet. A view keeps filters, order and columns under a name.</p>
      )}
      {items && items.length > 0 && (
        <ul aria-label="Saved views" className="-mx-1 max-h-64 overflow-y-auto">
          {items.map((view) => (
            <ViewItem
              key={view.id}
              list={list}
              view={view}
              isCurrent={view === current}
              isBusy={remove.isPending}
              onRemove={() => remove.mutate(view)}
            />
          ))}
        </ul>
      )}
      {current && current.query !== query && (
        <Button
          variant="outline"
          size="small"
          disabled={replace.isPending}
          onClick={() => replace.mutate({ view: current, query })}
        >
          <span className="truncate">
            Keep what is shown as “<bdi>{current.name}</bdi>”
          </span>
        </Button>
      )}
      <form className="flex flex-col gap-2 border-t pt-3" onSubmit={submit}>
        <Field label="Save what is shown as" error={taken && (taken.fields.Name ?? taken.message)}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={100}
              placeholder="Waiting, by account"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Checkbox checked={shared} onChange={setShared}>
            For all administrators
          </Checkbox>
          <Button type="submit" size="small" disabled={name.trim() === '' || save.isPending}>
            Save view
          </Button>
        </div>
        <p aria-live="polite" className="sr-only">
          {save.isSuccess ? `${save.data.name} is saved.` : ''}
        </p>
      </form>
    </div>
  );
}

interface ViewItemProps {
  readonly list: ViewedList;
  readonly view: AIViewInfo;
  readonly isCurrent: boolean;
  readonly isBusy: boolean;
  readonly onRemove: () => void;
}

function ViewItem({ list, view, isCurrent, isBusy, onRemove }: ViewItemProps) {
  const { id = '', name, query, shared, createdBy } = view;
  return (
    <li
      className={classNames(
        'flex items-center gap-1 rounded-sm',
        isCurrent ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      {/* Loads the page anew, so that the fields of the filters show the view too. */}
      <a
        href={pathOf(list, { id, query })}
        aria-current={isCurrent ? 'true' : undefined}
        dir="auto"
        className="min-w-0 flex-1 truncate rounded-sm px-2 py-1.5"
      >
        {name}
      </a>
      {shared && (
        <span className="shrink-0 text-muted" title={`For all administrators, saved by ${createdBy}`}>
          <Users className="size-4" aria-hidden />
          <span className="sr-only">for all administrators</span>
        </span>
      )}
      <Button variant="ghost" size="icon" aria-label={`Remove ${name}`} disabled={isBusy} onClick={onRemove}>
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}
