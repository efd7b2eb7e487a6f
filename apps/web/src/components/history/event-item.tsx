import { visibleText } from '@ai-sessions/apply/visible-text';
import type { AuditEventInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { Fragment } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { eventSentence, quoted, type RecordPart, type Sentence, WHO } from './event-sentence.ts';
import { HistoryItem } from './history-item.tsx';

const linkLook = 'rounded-sm underline decoration-line underline-offset-2 hover:text-accent';

type Change = NonNullable<AuditEventInfo['changes']>[number];

interface EventItemProps {
  readonly event: AuditEventInfo;
  /** Whether it stands among events of other records, and has to say which one it is of. */
  readonly linked?: boolean;
  /** What actions do in words, by id, where that is known. */
  readonly titles?: ReadonlyMap<string, string>;
}

/** One event of a list: what is told of it, and when it was. */
export function EventItem({ event, linked = false, titles }: EventItemProps) {
  return (
    <HistoryItem
      anchor={linked ? undefined : `event-${event.id}`}
      what="event"
      date={event.date}
      sentence={<EventSentence event={event} linked={linked} titles={titles} />}
    >
      <EventDetails event={event} titles={titles} />
    </HistoryItem>
  );
}

/** One event without its time: in a sentence who did what, and on demand all that was recorded of it. */
export function EventStory({ event, linked = false, titles }: EventItemProps) {
  return (
    <>
      <p className="break-words">
        <EventSentence event={event} linked={linked} titles={titles} />
      </p>
      <EventDetails event={event} titles={titles} />
    </>
  );
}

function EventSentence({ event, linked = false, titles }: EventItemProps) {
  return (
    <>
      {event.refusal !== undefined && (
        <span className="mr-2">
          <Badge tone="danger">Refused</Badge>
        </span>
      )}
      {eventSentence(event, titles).map((part, index) => (
        <Fragment key={index}>{partOf(part, event, linked)}</Fragment>
      ))}
    </>
  );
}

function EventDetails({ event, titles }: Pick<EventItemProps, 'event' | 'titles'>) {
  const { userName, way, address, changes = [] } = event;
  const told = eventSentence(event, titles).includes(WHO);
  const agent = agentOf(event);
  const key = event.apiKeyName !== undefined && event.apiKeyName !== agent ? event.apiKeyName : undefined;
  return (
    <details className="mt-0.5 text-xs text-muted">
      <summary className="w-fit cursor-pointer rounded-sm break-words">
        {[
          ...(told || !userName ? [] : [`as ${visibleText(userName)}`]),
          ...(told || agent === undefined ? [] : [`by the agent ${quoted(visibleText(agent))}`]),
          ...(way ? [`by ${wayInWords(way)}${key === undefined ? '' : ` ${quoted(visibleText(key))}`}`] : []),
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
  );
}

function partOf(part: Sentence[number], event: AuditEventInfo, linked: boolean) {
  if (part === WHO) return <Doer event={event} />;
  if (typeof part === 'string') return visibleText(part);
  return <RecordName part={part} event={event} linked={linked} />;
}

/** Whoever did it: an agent by its own name and in whose name it acts, with its key, where it has one. */
function Doer({ event }: { event: AuditEventInfo }) {
  const who = visibleText(nameOf(event.userName));
  const agent = agentOf(event);
  if (agent === undefined) return <bdi className="font-medium">{who}</bdi>;
  const name = <bdi className="font-medium">{visibleText(agent)}</bdi>;
  return (
    <>
      {event.apiKeyId === undefined ? (
        name
      ) : (
        <Link href={`/admin/keys/${event.apiKeyId}`} className={linkLook}>
          {name}
        </Link>
      )}{' '}
      (agent of <bdi>{who}</bdi>)
    </>
  );
}

/** What the agent calls itself, or its key is called, if an agent did it. */
export function agentOf({ agentName, apiKeyKind, apiKeyName }: AuditEventInfo): string | undefined {
  return agentName ?? (apiKeyKind === 'Agent' ? apiKeyName : undefined);
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
        <Link href={page} className={linkLook}>
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

/** How somebody had signed in, in words. */
export function wayInWords(way: string): string {
  return ways[way] ?? way;
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
    case 'ApiKey':
      return `/admin/keys/${entityId}`;
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
    ['Operation', operation, undefined],
    ['Record', entityId === undefined ? entityType : `${entityType} ${entityId}`, undefined],
    ['Refusal', refusal, undefined],
    ['API key', apiKeyId, apiKeyId && `/admin/keys/${apiKeyId}`],
    ['Request', requestId, requestId && `/admin/requests?request=${encodeURIComponent(requestId)}`],
  ] as const;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
      {facts.map(
        ([name, value, href]) =>
          value !== undefined && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd className="font-mono wrap-anywhere text-ink">
                {href === undefined ? (
                  value
                ) : (
                  <Link href={href} className={linkLook}>
                    {value}
                  </Link>
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
          <bdi>{visible(before)}</bdi>
        </dd>
      )}
      {after !== undefined && (
        <dd className="max-h-60 overflow-auto bg-accent-soft/50 px-2 py-1 font-mono wrap-anywhere whitespace-pre-wrap">
          <span className="sr-only">After: </span>
          <bdi>{visible(after)}</bdi>
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
