import type { AuditEventInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';

type Change = NonNullable<AuditEventInfo['changes']>[number];

/** One event: who did what, and what it changed. */
export function EventItem({ event, linked }: { event: AuditEventInfo; linked?: boolean }) {
  const {
    date,
    userName,
    way,
    agentName,
    operation,
    entityType,
    entityId,
    changes = [],
    refusal,
    address,
  } = event;
  const page = linked ? pageOf(entityType, entityId) : undefined;
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="font-medium">{operation}</span>
        {refusal && <Badge tone="danger">Refused: {refusal}</Badge>}
        {linked && (
          <span className="text-muted">
            {page ? (
              <Link href={page} className="rounded-sm hover:text-accent hover:underline">
                {entityType} …{entityId?.slice(-6)}
              </Link>
            ) : (
              <>
                {entityType}
                {entityId && ` …${entityId.slice(-6)}`}
              </>
            )}
          </span>
        )}
        <span className="ml-auto text-xs text-muted">
          <When instant={date} />
        </span>
      </div>
      <div className="mt-0.5 text-xs break-words text-muted">
        {userName}
        {agentName && `, by the agent “${agentName}”`}
        {way && ` by ${wording[way] ?? way}`}
        {address && ` from ${address}`}
      </div>
      {changes.length > 0 && (
        <details className="mt-1.5">
          <summary className="w-fit cursor-pointer rounded-sm text-xs text-accent">
            {changes.map(({ field }) => field).join(', ')}
          </summary>
          <dl className="mt-2 flex flex-col gap-2">
            {changes.map((change) => (
              <ChangedField key={change.field} change={change} />
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

const wording: Readonly<Record<string, string>> = {
  password: 'password',
  browserSession: 'the browser',
  apiKey: 'API key',
  token: 'token',
  oidc: 'single sign-on',
  oauth: 'OAuth',
};

function pageOf(entityType: string, entityId: string | undefined): string | undefined {
  if (entityId === undefined) return undefined;
  switch (entityType) {
    case 'AISession':
      return `/admin/sessions/${entityId}`;
    case 'AIFunction':
      return `/admin/functions/${entityId}`;
    case 'AIWebhook':
      return `/admin/webhooks/${entityId}`;
    case 'User':
      return `/admin/users/${entityId}`;
    case 'Account':
      return `/admin/accounts/${entityId}`;
    default:
      return undefined;
  }
}

function ChangedField({ change: { field, before, after } }: { change: Change }) {
  return (
    <div className="overflow-hidden rounded-md border text-xs">
      <dt className="border-b bg-sunken/60 px-2 py-1 font-mono text-muted">{field}</dt>
      {before !== undefined && (
        <dd className="max-h-60 overflow-auto border-b bg-danger-soft/50 px-2 py-1 font-mono break-all whitespace-pre-wrap last:border-b-0">
          <span className="sr-only">Before: </span>
          {visible(before)}
        </dd>
      )}
      {after !== undefined && (
        <dd className="max-h-60 overflow-auto bg-accent-soft/50 px-2 py-1 font-mono break-all whitespace-pre-wrap">
          <span className="sr-only">After: </span>
          {visible(after)}
        </dd>
      )}
    </div>
  );
}

/** Text whose invisible and direction-changing characters show: a reader must see what is really there. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
