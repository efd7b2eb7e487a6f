'use client';

import type { AIReviewerInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  type ComponentProps,
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useDebounce } from 'use-debounce';
import { classNames } from '@/components/ui/class-names.ts';
import { Textarea } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Users shown at once; typing narrows them down. */
const SHOWN = 8;

/** A name that is being typed at the end of a text. */
const TYPED_NAME = /(?<![\p{L}\p{N}\p{M}_.@+'-])@([\w.+'@-]{0,60})$/u;

interface MentionFieldProps extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Several lines of text; after an @ it offers whom to mention. */
export function MentionField({ value, onChange, onKeyDown, field, ...props }: MentionFieldProps) {
  const listId = useId();
  const [caret, setCaret] = useState<number>();
  const [closedAt, setClosedAt] = useState<number>();
  const [chosen, setChosen] = useState(0);
  const name = caret === undefined ? undefined : TYPED_NAME.exec(value.slice(0, caret))?.[1];
  const start = name === undefined || caret === undefined ? undefined : caret - name.length;
  const isWanted = start !== undefined && start !== closedAt;
  const users = useReviewers(isWanted ? name : undefined);
  const isOpen = isWanted && users.length > 0;
  const { list, isAbove, maxHeight } = useRoom(field, isOpen ? users.length : 0);
  const index = Math.min(chosen, users.length - 1);

  useLayoutEffect(() => {
    if (isOpen) list.current?.children.item(index)?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, index, list]);

  const mention = ({ emailAddress }: AIReviewerInfo) => {
    if (start === undefined || caret === undefined) return;
    const after = value.slice(caret);
    const text = `${value.slice(0, start)}${emailAddress}${/^\s/.test(after) ? '' : ' '}`;
    onChange(text + after);
    setCaret(undefined);
    setChosen(0);
    // The caret goes behind what was put in, once that is drawn.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(text.length, text.length);
    });
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const user = users[index];
    if (isOpen && user && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const keys: Readonly<Record<string, () => void>> = {
        ArrowDown: () => setChosen((index + 1) % users.length),
        ArrowUp: () => setChosen((index + users.length - 1) % users.length),
        Enter: () => mention(user),
        Tab: () => mention(user),
        Escape: () => setClosedAt(start),
      };
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (act) {
        event.preventDefault();
        act();
        return;
      }
    }
    onKeyDown?.(event);
  };

  return (
    <div className="relative">
      <Textarea
        {...props}
        ref={field}
        value={value}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${index}` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
          setCaret(event.target.selectionStart);
          setChosen(0);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setCaret(undefined)}
        onKeyDown={onKey}
      />
      {isOpen && (
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label="Whom to mention"
          style={{ maxHeight }}
          className={classNames(
            'absolute inset-x-0 z-20 max-w-md overflow-y-auto rounded-md border bg-sheet p-1 shadow-lg',
            isAbove ? 'bottom-full mb-1' : 'top-full mt-1',
          )}
        >
          {users.map((user, place) => (
            <div
              key={user.id}
              id={`${listId}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === index}
              // The text keeps the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                mention(user);
              }}
              className={classNames(
                'flex cursor-pointer flex-wrap gap-x-2 rounded-sm px-2 py-1.5 text-sm',
                place === index && 'bg-accent-soft',
              )}
            >
              {user.name && <span className="font-medium">{user.name}</span>}
              <span className="min-w-0 truncate text-muted">{user.emailAddress}</span>
            </div>
          ))}
        </div>
      )}
      <span role="status" className="sr-only">
        {isOpen &&
          `${users.length === 1 ? '1 person' : `${users.length} people`} to mention. Up and Down choose, Enter mentions.`}
      </span>
    </div>
  );
}

/** The height that a list has at most, and what is left free beside it, in pixels. */
const TALLEST = 256;
const MARGIN = 8;

/** Where a list of so many is seen whole: below its field, or above it where there is more room. */
function useRoom(field: RefObject<HTMLElement | null>, length: number) {
  const list = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ isAbove: false, maxHeight: TALLEST });
  // Before it is painted: whoever presses Enter takes what they see.
  useLayoutEffect(() => {
    const box = length > 0 ? field.current?.getBoundingClientRect() : undefined;
    if (!box || !list.current) return;
    const wanted = Math.min(list.current.scrollHeight + MARGIN, TALLEST);
    const below = window.innerHeight - box.bottom - MARGIN;
    const above = box.top - MARGIN;
    const isAbove = below < wanted && above > below;
    setRoom({ isAbove, maxHeight: Math.min(TALLEST, Math.max(0, isAbove ? above : below)) });
  }, [field, length]);
  return { list, ...room };
}

const NOBODY: readonly AIReviewerInfo[] = [];

/** The users who match what is typed of a name; nobody while no name is typed. */
function useReviewers(name: string | undefined): readonly AIReviewerInfo[] {
  const trpc = useTRPC();
  const [wanted] = useDebounce(name, 120);
  const found = useQuery(
    trpc.comment.reviewers.queryOptions(
      { text: wanted || undefined, countPerPage: SHOWN, sortField: 'emailAddress', simplifiedPaging: true },
      { enabled: wanted !== undefined, placeholderData: keepPreviousData },
    ),
  );
  return name === undefined ? NOBODY : (found.data?.items ?? NOBODY);
}
