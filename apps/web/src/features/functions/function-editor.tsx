'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRecordForm } from '@/components/form/use-record-form.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { draftOf, type FunctionDraft, requestOf } from './function-draft.ts';
import { FunctionForm } from './function-form.tsx';
import { useFunctionAccess } from './use-function-access.ts';

/** Values of headers are never read: that they changed shows in nothing else. */
const whole = { versionOf: ({ version }: AIFunctionInfo) => version, unreadable: 'headers' };

/** Changes a function of the catalogue as it was shown. */
export function FunctionEditor({ known }: { known: AIFunctionInfo }) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: functionId = '', target } = known;
  const { read, onChanged } = useFunctionAccess(known);
  const form = useRecordForm({
    shown: known,
    valuesOf: draftOf,
    request: 'PatchAIFunction',
    requestOf(draft: FunctionDraft) {
      const { risk, judgeIds, needsSecondPerson, accountIds, enabled } = draft;
      return target === 'BuiltIn'
        ? { functionId, risk, judgeIds, needsSecondPerson, accountIds, enabled }
        : { functionId, ...requestOf(draft) };
    },
    read,
    async change(request, asRead) {
      try {
        return await api.function.patch.mutate(request, asRead);
      } catch (error) {
        // When somebody else changed it, the history tells what.
        void queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() });
        throw error;
      }
    },
    isWhole: whole,
    byOf: ({ lastModifiedBy }) => lastModifiedBy,
    onSaved: onChanged,
  });
  return <FunctionForm form={form} foreign={form.foreign} known={known} submitLabel="Save changes" />;
}
