import { visibleText } from '@ai-sessions/apply/visible-text';
import type { AuditEventInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { Fragment } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { eventSentence, quoted, type RecordPart, type Sentence, WHO } from './event-sentence.ts';

type Change = NonNullable<AuditEventInfo['changes']>[number];

interface EventItemProps {
  readonly event: AuditEventInfo;
  /** Whether it stands among events of other records, and has to say which one it is of. */
  readonly linked?: boolean;
  /** What actions do in words, by id, where that is known. */
  readonly titles?: ReadonlyMap<string, string>;
}

/** One event: in a sentence who did what, and on demand all that was recorded of it. */
export function EventItem({ event, linked = false, titles }: EventItemProps) {
  const { date, userName, way, agentName, address, refusal, changes = [] } = event;
  const sentence = eventSentence(event, titles);
  const told = sentence.includes(WHO);
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-baseline gap-x-3">
        <p className="min-w-0 flex-1 break-words">
          {refusal !== undefined && (
            <span className="mr-2">
              <Badge tone="danger">Refused</Badge>
            </span>
          )}
          {sentence.map((part, index) => (
            <Fragment key={index}>{partOf(part, event, linked)}</Fragment>
          ))}
        </p>
        <span className="shrink-0 text-xs text-muted">
          <When instant={date} />
        </span>
      </div>
      <details className="mt-0.5 text-xs text-muted">
        <summary className="w-fit cursor-pointer rounded-sm break-words">
          {[
            ...(told || !userName ? [] : [`as ${visibleText(userName)}`]),
            ...(agentName ? [`by the agent “${visibleText(agentName)}”`] : []),
            ...(way ? [`by ${ways[way] ?? way}`] : []),
            ...(address ? [`from ${address}`] : []),
            'Details',
          ].join(', ')}
        </summary>
        <Details event={event} />
        {changes.length > 0 && (
          <dl className="mt-2 flex flex-col gap-2">
            {changes.map((change) => (
              <ChangedField key={change.field} change={change} />
            ))}
          </dl>
        )}
      </details>
    </li>
  );
}

function partOf(part: Sentence[number], event: AuditEventInfo, linked: boolean) {
  if (part === WHO) return <span className="font-medium">{visibleText(nameOf(event.userName))}</span>;
  if (typeof part === 'string') return visibleText(part);
  return <RecordName part={part} event={event} linked={linked} />;
}

/** Whoever did it, as a sentence begins with them. */
function nameOf(userName: string | undefined): string {
  if (userName === 'system') return 'The service';
  return !userName || userName === 'nobody' ? 'Somebody' : userName;
}

/** The record of an event, as a link to its page where it has one. */
function RecordName({
  part: { name, preposition },
  event,
  linked,
}: {
  part: RecordPart;
  event: AuditEventInfo;
  linked: boolean;
}) {
  const { entityType, entityId } = event;
  if (!linked) return preposition === undefined ? `this ${nounOf(entityType)}` : null;
  if (preposition !== undefined && entityId === undefined) return null;
  const page = pageOf(entityType, entityId);
  const called = name ?? event.entityName ?? formerName(event);
  const words = `${nounOf(entityType)} ${called === undefined ? `…${entityId?.slice(-6) ?? ''}` : quoted(visibleText(called))}`;
  return (
    <>
      {preposition}
      {page ? (
        <Link
          href={page}
          className="rounded-sm underline decoration-line underline-offset-2 hover:text-accent"
        >
          {words}
        </Link>
      ) : (
        words
      )}
    </>
  );
}

/** What a record was called that is gone. */
function formerName({ changes = [] }: AuditEventInfo): string | undefined {
  return changes.find(({ field }) => ['name', 'emailAddress', 'purpose'].includes(field))?.before;
}

const ways: Readonly<Record<string, string>> = {
  password: 'password',
  browserSession: 'browser',
  apiKey: 'API key',
  token: 'token',
  oidc: 'single sign-on',
  recoveryLink: 'recovery link',
  oauth: 'OAuth',
};

const nouns: Readonly<Record<string, string>> = {
  AISession: 'session',
  AIFunction: 'function',
  AIUsage: 'account',
  Account: 'account',
  User: 'user',
  ApiKey: 'API key',
  BrowserSession: 'sign-in',
  AgentGrant: 'agent',
  AIWebhook: 'webhook',
  AIView: 'view',
};

function nounOf(entityType: string): string {
  return nouns[entityType] ?? entityType;
}

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
    case 'AIUsage':
      return `/admin/accounts/${entityId}`;
    default:
      return undefined;
  }
}

/** What programs call it, and by which to find it again. */
function Details({
  event: { operation, entityType, entityId, refusal, requestId, apiKeyId },
}: {
  event: AuditEventInfo;
}) {
  const facts = [
    ['Operation', operation],
    ['Record', entityId === undefined ? entityType : `${entityType} ${entityId}`],
    ['Refusal', refusal],
    ['API key', apiKeyId],
    ['Request', requestId],
  ] as const;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd className="font-mono wrap-anywhere text-ink">
                {name === 'Request' ? (
                  <Link
                    href={`/admin/requests?request=${encodeURIComponent(value)}`}
                    className="rounded-sm underline decoration-line underline-offset-2 hover:text-accent"
                  >
                    {value}
                  </Link>
                ) : (
                  value
                )}
              </dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}

function ChangedField({ change: { field, before, after } }: { change: Change }) {
  return (
    <div className="overflow-hidden rounded-md border text-ink">
      <dt className="border-b bg-sunken/60 px-2 py-1 font-mono text-muted">{field}</dt>
      {before !== undefined && (
        <dd className="max-h-60 overflow-auto border-b bg-danger-soft/50 px-2 py-1 font-mono wrap-anywhere whitespace-pre-wrap last:border-b-0">
          <span className="sr-only">Before: </span>
          {visible(before)}
        </dd>
      )}
      {after !== undefined && (
        <dd className="max-h-60 overflow-auto bg-accent-soft/50 px-2 py-1 font-mono wrap-anywhere whitespace-pre-wrap">
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
