'use client';

import { sessionEventTypeNames, sessionEventTypes } from '@ai-sessions/contract';
import { Checkbox } from '@/components/ui/checkbox.tsx';

interface EventChoiceProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** The events that a webhook tells of: some, or all. */
export function EventChoice({ chosen, onChange }: EventChoiceProps) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">Only these events</legend>
      <div className="mt-1.5 mb-1 text-xs text-muted">Tick none to be told of all.</div>
      <div className="grid grid-cols-1 gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {sessionEventTypeNames.map((type) => (
          <Checkbox
            key={type}
            checked={chosen.includes(type)}
            onChange={(wanted) =>
              onChange(wanted ? [...chosen, type] : chosen.filter((other) => other !== type))
            }
          >
            <span className="font-mono text-xs" title={sessionEventTypes[type]}>
              {type}
            </span>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
