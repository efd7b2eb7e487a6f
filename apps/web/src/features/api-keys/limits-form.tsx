'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useRecordForm } from '@/components/form/use-record-form.ts';
import { Input } from '@/components/ui/field.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

interface Limits {
  readonly callsPerMinute: string;
  readonly maxOpenProposals: string;
}

/** What an API key may do at most. */
export function LimitsForm({ apiKey }: { apiKey: ApiKeyInfo }) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: apiKeyId = '', kind } = apiKey;
  const key = trpc.apiKey.get.queryKey({ apiKeyId });
  const form = useRecordForm({
    shown: apiKey,
    valuesOf: limitsOf,
    request: 'PatchApiKey',
    requestOf: (_, typed: Partial<Limits>) => ({
      apiKeyId,
      callsPerMinute: limitOf(typed.callsPerMinute),
      maxOpenProposals: limitOf(typed.maxOpenProposals),
    }),
    async read() {
      const present = await api.apiKey.get.query({ apiKeyId }, alone);
      queries.setQueryData(key, present);
      return present;
    },
    change: (request, asRead) => api.apiKey.patch.mutate(request, asRead),
    what: 'these limits',
    onSaved(saved) {
      queries.setQueryData(key, saved);
      return Promise.all(
        [trpc.apiKey.list.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const usual = kind === 'Agent' ? 'as for all agents' : 'no limit';
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-1 rounded-lg border bg-sheet p-5">
      <div className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-2">
        <FormField
          fields={form.fields}
          name="callsPerMinute"
          label="Calls per minute"
          hint="Calls beyond it are answered 429 until the minute is over."
        >
          {(control, field) => <Input {...control} {...field} type="number" min={1} placeholder={usual} />}
        </FormField>
        <FormField
          fields={form.fields}
          name="maxOpenProposals"
          label="Open proposals"
          hint="Actions that wait or were returned, in all sessions together."
        >
          {(control, field) => <Input {...control} {...field} type="number" min={1} placeholder={usual} />}
        </FormField>
      </div>
      <FormFoot form={form} submitLabel="Save limits" />
    </form>
  );
}

function limitsOf({ callsPerMinute, maxOpenProposals }: ApiKeyInfo): Limits {
  return { callsPerMinute: String(callsPerMinute ?? ''), maxOpenProposals: String(maxOpenProposals ?? '') };
}

/** An empty field stands for what holds for the kind of the key. */
function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text === '' ? 0 : Number(text);
}
