'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useDebounce } from 'use-debounce';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { leave } from '@/components/form/unsaved.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { type Command as Doing, matching } from './commands.ts';
import { placesFor } from './places.ts';
import { useCommands } from './use-commands.ts';
import { useFound } from './use-found.ts';

interface PaletteProps {
  readonly roles: readonly string[];
  readonly onClose: () => void;
}

/** The window in which one types where to go. It is loaded by itself, since most pages are left by a click. */
export default function Palette(props: PaletteProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Go to"
      description="A page, something to do here, or a session, account, function, user, key or webhook by name or id."
      wide
    >
      <Places {...props} />
    </Dialog>
  );
}

function Places({ roles, onClose }: PaletteProps) {
  const router = useRouter();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const [settled] = useDebounce(wanted, 150);
  const { groups, isLooking, failure } = useFound(roles, settled, true);
  const places = placesFor(roles, wanted);
  const go = (href: string) => {
    onClose();
    leave(() => router.push(href));
  };
  const commands = matching(useCommands(roles, go), wanted);
  const chosen = useRef<Doing>(undefined);
  // What was chosen is done once this window is gone and has given back the focus, for it may open another one.
  useEffect(
    () => () => {
      if (chosen.current) setTimeout(chosen.current.run);
    },
    [],
  );
  const choose = (command: Doing) => {
    chosen.current = command;
    onClose();
  };
  return (
    <Command shouldFilter={false} label="Go to">
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="Type a name or an id"
        className="h-10 w-full rounded-md border bg-transparent px-3 text-sm placeholder:text-muted"
      />
      <Command.List className="mt-2 max-h-[min(24rem,60dvh)] overflow-y-auto" data-scrolls>
        {places.length > 0 && (
          <Group title="Pages">
            {places.map(({ href, label }) => (
              <Item key={href} value={`page ${href}`} label={label} onSelect={() => go(href)} />
            ))}
          </Group>
        )}
        {commands.length > 0 && (
          <Group title="Do">
            {commands.map((command) => (
              <Item
                key={command.label}
                value={`do ${command.label}`}
                label={command.label}
                note={command.note}
                onSelect={() => choose(command)}
              />
            ))}
          </Group>
        )}
        {groups.map(({ title, records }) => (
          <Group key={title} title={title}>
            {records.map(({ href, label, note }) => (
              <Item key={href} value={href} label={label} note={note} onSelect={() => go(href)} />
            ))}
          </Group>
        ))}
        <Command.Empty className="px-2 py-4 text-sm text-muted">
          {isLooking || settled !== wanted ? 'Looking …' : 'Nothing has this name.'}
        </Command.Empty>
      </Command.List>
      {failure && (
        <div className="mt-2">
          <FailureNotice error={failure} />
        </div>
      )}
    </Command>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Command.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
  readonly onSelect: () => void;
}

function Item({ value, label, note, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex items-baseline justify-between gap-3 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <span dir="auto" className="truncate">
        {label}
      </span>
      {note && (
        <span dir="auto" className="shrink-0 text-xs text-muted">
          {note}
        </span>
      )}
    </Command.Item>
  );
}
