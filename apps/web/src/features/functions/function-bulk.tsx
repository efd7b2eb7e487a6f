'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import type { SelectedRows } from '@/components/bulk/bulk-bar.tsx';
import { BulkChoice } from '@/components/bulk/bulk-choice.tsx';
import { switchActions } from '@/components/bulk/switch-actions.ts';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { whatChanged } from './use-function-access.ts';

/** Switches several functions on or off at once. What they call and how is changed one by one. */
export default function FunctionBulk(selected: SelectedRows<AIFunctionInfo>) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  return (
    <BulkChoice
      {...selected}
      words={{ one: 'function', many: 'functions' }}
      actions={switchActions({
        off: 'No action with them can be applied until they are switched on again. What waits stays.',
        on: 'Actions with them can be applied again, by the same rules as before.',
        set: (known: AIFunctionInfo, enabled) => {
          const { id: functionId = '' } = known;
          return changeAsShown({
            present: known,
            read: () => api.function.get.query({ functionId }, alone),
            whatChanged: (present) => whatChanged(known, present),
            change: (asRead) => api.function.patch.mutate({ functionId, enabled }, asRead),
          });
        },
      })}
      onDone={() => queries.invalidateQueries({ queryKey: trpc.function.pathKey() })}
    />
  );
}
