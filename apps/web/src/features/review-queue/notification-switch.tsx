'use client';

import { Checkbox } from '@/components/ui/checkbox.tsx';
import { type NotificationChoice, useNotificationChoice } from './notification-choice.ts';

const hints: Readonly<Record<NotificationChoice, string>> = {
  on: 'Shown while you look at something else, as long as a page of the desk is open.',
  off: 'Your browser asks for your permission then.',
  denied: 'Your browser does not let this site notify you. Allow it in the settings of the site first.',
  unsupported: 'This browser cannot notify you.',
};

/** Chooses whether this browser tells its visitor that more waits for review, or that a comment mentions them. */
export function NotificationSwitch() {
  const [choice, choose] = useNotificationChoice();
  return (
    <div className="flex flex-col gap-1">
      <Checkbox
        checked={choice === 'on'}
        disabled={choice === 'denied' || choice === 'unsupported'}
        onChange={(wanted) => void choose(wanted)}
      >
        Notify me in this browser when more waits for review, or a comment mentions me
      </Checkbox>
      <p className="text-xs text-muted">{hints[choice]}</p>
    </div>
  );
}
