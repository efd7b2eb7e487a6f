'use client';

import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useKeysSwitch } from './use-keys-switch.ts';

const keys = [
  { keys: ['j', 'k'], does: 'Next, previous action' },
  { keys: ['↓', '↑'], does: 'The same, when an action has the focus' },
  { keys: ['a'], does: 'Accept' },
  { keys: ['r'], does: 'Refuse, with a reason' },
  { keys: ['t'], does: 'Return to the agent, with a reason' },
  { keys: ['u'], does: 'Undo the decision' },
  { keys: ['e'], does: 'Correct the arguments' },
  { keys: ['x'], does: 'Drop the action' },
  { keys: ['d'], does: 'Dry run' },
  { keys: ['Shift', 'A'], does: 'Apply' },
  { keys: ['?'], does: 'This list' },
] as const;

/** The keys of the review, and a way to switch them off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const [on, set] = useKeysSwitch();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keys"
      description="Shortcuts are off while you type in a field."
    >
      <dl className="mb-5 grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
        {keys.map((row) => (
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
      <Checkbox checked={on} onChange={set}>
        Keys are on
      </Checkbox>
    </Dialog>
  );
}
