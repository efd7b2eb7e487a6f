import { Power, PowerOff } from 'lucide-react';
import type { BulkAction } from './bulk-action.ts';

interface SwitchOptions<Row> {
  /** What comes of switching rows off. */
  readonly off: string;
  /** What comes of switching rows on. */
  readonly on: string;
  /** Switches a row that is as it was shown. */
  readonly set: (row: Row, enabled: boolean) => Promise<unknown>;
}

/** Switches several rows on or off. */
export function switchActions<Row extends { readonly enabled: boolean }>({
  off,
  on,
  set,
}: SwitchOptions<Row>): readonly BulkAction<Row>[] {
  return [
    {
      label: 'Switch off',
      Icon: PowerOff,
      key: 'D',
      doing: 'Switching off',
      done: 'switched off',
      description: off,
      isDangerous: true,
      fits: ({ enabled }) => enabled,
      others: 'off already.',
      act: (row) => set(row, false),
    },
    {
      label: 'Switch on',
      Icon: Power,
      key: 'E',
      doing: 'Switching on',
      done: 'switched on',
      description: on,
      isDangerous: false,
      fits: ({ enabled }) => !enabled,
      others: 'on already.',
      act: (row) => set(row, true),
    },
  ];
}
