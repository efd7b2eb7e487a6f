'use client';

import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';

interface Key {
  readonly keys: readonly string[];
  readonly does: string;
}

const groups: readonly { readonly title: string; readonly rows: readonly Key[] }[] = [
  {
    title: 'Everywhere',
    rows: [
      { keys: ['Ctrl', 'K'], does: 'Go to a page or a record (⌘ K on a Mac)' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'In a table',
    rows: [
      { keys: ['j', 'k'], does: 'Next, previous row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['x'], does: 'Select the row, or not any more' },
      { keys: ['Shift', 'X'], does: 'Select all rows from the last one to this one' },
      { keys: ['Shift', 'D'], does: 'Discard, switch off or disable what is selected' },
      { keys: ['Shift', 'E'], does: 'Switch on or enable what is selected' },
      { keys: ['Shift', 'R'], does: 'Restore sessions, revoke keys, resume accounts' },
      { keys: ['Shift', 'S'], does: 'Stop applying for the selected accounts' },
      { keys: ['Esc'], does: 'Select nothing' },
    ],
  },
  {
    title: 'In a session',
    rows: [
      { keys: ['j', 'k'], does: 'Next, previous action' },
      { keys: ['↓', '↑'], does: 'The same, when an action has the focus' },
      { keys: ['a'], does: 'Accept' },
      { keys: ['r'], does: 'Refuse, with a reason' },
      { keys: ['t'], does: 'Return to the agent, with a reason' },
      { keys: ['u'], does: 'Undo the decision' },
      { keys: ['e'], does: 'Correct the arguments' },
      { keys: ['x'], does: 'Drop the action' },
      { keys: ['g'], does: 'Decide on all that look alike' },
      { keys: ['c'], does: 'Comment on the action' },
      { keys: ['d'], does: 'Dry run' },
      { keys: ['Shift', 'A'], does: 'Apply' },
      { keys: ['n'], does: 'Next session that waits for review' },
      { keys: ['s'], does: 'Skip this session: it comes last' },
    ],
  },
];

/** The keys of all pages, and a way to switch the single ones off. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const [on, set] = useKeysSwitch();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keys"
      description="Shortcuts are off while you type in a field."
    >
      {groups.map(({ title, rows }) => (
        <section key={title} aria-label={title} className="mb-5">
          <h3 className="mb-1.5 text-sm font-semibold">{title}</h3>
          <dl className="grid grid-cols-[5rem_1fr] items-center gap-x-4 gap-y-2 text-sm">
            {rows.map((row) => (
              <div key={row.does} className="contents">
                <dt className="flex gap-1">
                  {row.keys.map((key) => (
                    <kbd key={key} className="rounded-sm border bg-sunken px-1.5 py-0.5 font-mono text-xs">
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{row.does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Checkbox checked={on} onChange={set}>
        Keys are on
      </Checkbox>
    </Dialog>
  );
}
