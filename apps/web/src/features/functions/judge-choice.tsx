'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Select } from '@/components/ui/select.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Users that are offered; a catalogue has few system administrators. */
const OFFERED = 500;

interface JudgeChoiceProps {
  readonly id?: string;
  readonly chosen: readonly string[];
  readonly onChange: (userIds: readonly string[]) => void;
}

/** Chooses system administrators, one after the other. */
export function JudgeChoice({ id, chosen, onChange }: JudgeChoiceProps) {
  const trpc = useTRPC();
  const users = useQuery(
    trpc.user.list.queryOptions({
      countPerPage: OFFERED,
      sortField: 'emailAddress',
      simplifiedPaging: true,
    }),
  );
  const known = useQueries({ queries: chosen.map((userId) => trpc.user.get.queryOptions({ userId })) });
  const nameOf = (index: number) => {
    const user = known[index];
    return user?.data?.emailAddress ?? (user?.isError ? 'A user who is gone' : '…');
  };
  const others = (users.data?.items ?? []).filter(
    (user) => user.roles?.includes('SystemAdministrator') && !chosen.includes(user.id ?? ''),
  );
  return (
    <div className="flex flex-col gap-2">
      {chosen.length > 0 && (
        <ul aria-label="Who may judge" className="flex flex-wrap gap-1.5">
          {chosen.map((userId, index) => (
            <li
              key={userId}
              className="flex max-w-full items-center gap-1 rounded-sm bg-sunken py-0.5 pr-0.5 pl-2 text-sm"
            >
              <span dir="auto" className="truncate">
                {nameOf(index)}
              </span>
              <button
                type="button"
                aria-label={`Remove ${nameOf(index)}`}
                className="rounded-sm p-1 text-muted hover:text-ink [&_svg]:size-3.5"
                onClick={() => onChange(chosen.filter((other) => other !== userId))}
              >
                <X />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Select
        id={id}
        value=""
        onChange={(event) => {
          if (event.target.value !== '') onChange([...chosen, event.target.value]);
        }}
      >
        <option value="">Add a system administrator</option>
        {others.map((user) => (
          <option key={user.id} value={user.id}>
            {user.emailAddress}
          </option>
        ))}
      </Select>
    </div>
  );
}
