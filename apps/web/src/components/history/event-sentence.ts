import type * as contract from '@ai-sessions/contract';
import type { AuditEventInfo, Operation, ProgramOperation } from '@ai-sessions/contract';

/** Stands in a sentence for whoever did it. */
export const WHO = Symbol('who');

/** A record in a sentence: the one that the event is of, as it is called there. */
export interface RecordPart {
  /** What it is called: as it was then, if the sentence says so, otherwise as it is now. */
  readonly name?: string;
  /** Said only where the reader does not know already which record it is: " in ". */
  readonly preposition?: string;
}

/** A sentence that tells an event, without its full stop. */
export type Sentence = readonly (string | typeof WHO | RecordPart)[];

/** An operation that changes something. */
type ChangingOperation = {
  [Name in keyof typeof contract]: (typeof contract)[Name] extends Operation
    ? (typeof contract)[Name]['verb'] extends 'GET'
      ? never
      : Name
    : never;
}[keyof typeof contract];

/** What leaves events: what changes something, the one operation that gives out a token with GET, and our programs. */
type Audited = ChangingOperation | 'RequestAuthToken' | ProgramOperation;

/** What a sentence is made of. */
interface Told {
  readonly event: AuditEventInfo;
  /** The value of a field before; undefined when it had none, or did not change. */
  readonly before: (field: string) => string | undefined;
  /** The value of a field after. */
  readonly after: (field: string) => string | undefined;
  /** The fields that changed, in words: "first name and roles". */
  readonly fields: string;
  /** The actions that the event is about, as they are now or were last. */
  readonly actions: readonly ActionFacts[];
  /** What actions do in words, by id, where that is known. */
  readonly titles: ReadonlyMap<string, string> | undefined;
  /** These actions in words: their title if there is one of them, otherwise how many. */
  readonly what: string;
}

/** What an event keeps of an action. */
interface ActionFacts {
  readonly id: string;
  readonly functionName: string;
  readonly state?: string;
  readonly reason?: string | null;
}

const RECORD: RecordPart = {};
const IN_RECORD: RecordPart = { preposition: ' in ' };
const ON_RECORD: RecordPart = { preposition: ' on ' };

type Teller = (told: Told) => Sentence;

/** What happened to the record: "Ann opened session …". */
const did =
  (verb: string): Teller =>
  () => [WHO, ` ${verb} `, RECORD];

/** What the person did, whatever the record: "Ann signed in". */
const simply =
  (what: string): Teller =>
  () => [WHO, ` ${what}`];

/** How events of each operation are told: a new operation has to say so here before anything compiles. */
const tellers: Readonly<Record<Audited, Teller>> = {
  NewAISession: did('opened'),
  PatchAISession: ({ after }) => [
    WHO,
    after('purpose') === undefined ? ' took the purpose away from ' : ' changed the purpose of ',
    RECORD,
  ],
  DeleteAISession: did('discarded'),
  RestoreAISession: did('restored'),
  NewAISessionAction: ({ what }) => [WHO, ` queued ${what}`, IN_RECORD],
  PatchAISessionAction: ({ what }) => [WHO, ` corrected ${what}`, IN_RECORD],
  DeleteAISessionAction: ({ what }) => [WHO, ` dropped ${what}`, IN_RECORD],
  ClearAISessionActions: ({ what }) => [WHO, ` dropped ${what}`, IN_RECORD],
  JudgeAISessionAction: ({ what, actions: [action] }) => [
    WHO,
    ...judged(action?.state, what),
    because(action?.reason),
  ],
  SettleAISessionAction: ({ what, actions: [action] }) => [
    WHO,
    action?.state === 'Applied' ? ` found that ${what} had taken effect` : ` found that ${what} had failed`,
    IN_RECORD,
    because(action?.reason),
  ],
  ApplyAISession: ({ event, after, fields }) => {
    const run = after('run');
    if (run !== undefined)
      return [WHO, ' applied ', RECORD, run === '1' ? '' : `, for the ${ordinal(run)} time`];
    const applied = event.entityType === 'AISession' ? 'it' : 'a session';
    return [WHO, ` changed the ${fields} of `, RECORD, ` by applying ${applied}`];
  },
  StopAISessionRun: did('stopped applying'),
  NewAISessionComment: ({ after, titles }) => [
    WHO,
    ` commented${onAction(after('comment'), titles)}`,
    ON_RECORD,
  ],
  PatchAISessionComment: ({ after, titles }) => [
    WHO,
    ` changed a comment${onAction(after('comment'), titles)}`,
    ON_RECORD,
  ],
  DeleteAISessionComment: ({ before, titles }) => [
    WHO,
    ` removed a comment${onAction(before('comment'), titles)}`,
    ON_RECORD,
  ],
  MarkAIMentionsSeen: ({ after }) => [
    WHO,
    ` saw ${counted(after('mentionsSeen'), 'comment')} that mention them`,
  ],
  NewAIFunction: did('added'),
  PatchAIFunction: ({ after, fields }) => {
    const enabled = after('enabled');
    if (fields === 'enabled') return [WHO, enabled === 'true' ? ' switched on ' : ' switched off ', RECORD];
    return [WHO, ` changed the ${fields} of `, RECORD];
  },
  DeleteAIFunction: did('removed'),
  PatchAIApplying: ({ after }) => [
    WHO,
    after('stopped') === 'true'
      ? ' stopped all applying'
      : after('stopped') === 'false'
        ? ' allowed applying again'
        : ' changed the note on applying',
    because(after('reason')),
  ],
  PatchAIDigest: ({ after }) => [
    WHO,
    after('digest') === 'Never'
      ? ' wants to be told nothing about what waits'
      : ` wants to be told what waits, ${(after('digest') ?? '').toLowerCase()}`,
  ],
  PatchAIAccountStop: ({ after }) => [WHO, ` ${stopped(after)} on `, RECORD, because(after('stopReason'))],
  PatchAIAgentStop: ({ after }) => [WHO, ` ${stopped(after)} of `, RECORD, because(after('stopReason'))],
  NewAIView: did('saved'),
  PatchAIView: ({ fields }) => [WHO, ` changed the ${fields} of `, RECORD],
  DeleteAIView: did('removed'),
  NewAIWebhook: did('added'),
  PatchAIWebhook: ({ after, fields }) => {
    if (fields === 'enabled') {
      return [WHO, after('enabled') === 'true' ? ' switched on ' : ' switched off ', RECORD];
    }
    return [WHO, ` changed the ${fields} of `, RECORD];
  },
  DeleteAIWebhook: did('removed'),
  RotateAIWebhookSecret: did('gave a new secret to'),
  TestAIWebhook: did('sent a test to'),
  ResendAIWebhookDelivery: did('sent something again to'),
  RevokeAgentGrant: did('took the access away from'),
  AllowAgent: did('let in'),
  NewAIUsageEntries: ({ after }) => [
    WHO,
    ` added ${counted(after('aiMinutes'), 'AI minute')} in ${counted(after('entries'), 'entry', 'entries')}`,
    { preposition: ' to ' },
  ],
  NewAIDemoData: simply('added demo data'),
  DeleteAIDemoData: simply('removed the demo data'),
  NewAccount: did('added'),
  PatchAccount: ({ before, after, fields }) =>
    fields === 'name'
      ? [WHO, ' renamed ', { name: before('name') }, ` to ${quoted(after('name') ?? '')}`]
      : [WHO, ` changed the ${fields} of `, RECORD],
  DeleteAccount: did('removed'),
  CheckAccount: did('checked the settings of'),
  RegenerateAccountTokens: did('replaced the API keys of'),
  NewUser: did('added'),
  PatchUser: ({ after, fields }) => {
    if (fields === 'disabled') {
      return [WHO, after('disabled') === 'true' ? ' disabled ' : ' enabled ', RECORD];
    }
    return [WHO, ` changed the ${fields} of `, RECORD];
  },
  EraseUser: simply('erased a person'),
  SealAuditEvents: simply('sealed the audit trail'),
  DeleteUser: did('removed'),
  NewRecoveryLink: did('made a recovery link for'),
  Authenticate: ({ event }) =>
    event.refusal === undefined
      ? [WHO, ' signed in']
      : [WHO, ' could not sign in', because(refused(event.refusal))],
  AuthenticateLogout: simply('signed out'),
  RequestAuthToken: simply('asked for a token'),
  ChangePassword: simply('changed their own password'),
  ForgotPassword: simply('asked for a link to set a new password'),
  RecoverPassword: simply('set a new password by recovery link'),
  RevokeBrowserSession: simply('ended a sign-in'),
  NewApiKey: did('made'),
  PatchApiKey: ({ fields }) => [WHO, ` changed the ${fields} of `, RECORD],
  RevokeApiKey: did('revoked'),
  CreateFirstAdministrator: did('added, at its first start,'),
  DisableAIWebhook: ({ after }) => [WHO, ' switched off ', RECORD, because(after('disabledReason'))],
  ExpireProposals: ({ what, actions: [action] }) => [
    WHO,
    ` refused ${what}`,
    IN_RECORD,
    because(action?.reason),
  ],
  PurgeAISessions: did('removed for good, long after it was discarded,'),
  PurgeAISessionRuns: purged('run'),
  PurgeAIWebhookDeliveries: purged('webhook delivery', 'webhook deliveries'),
  PurgeRequestLog: purged('request of the log', 'requests of the log'),
  PurgeAuditEvents: purged('event of the audit trail', 'events of the audit trail'),
  'npm run demo-data': ({ actions, what }) =>
    actions.length > 0 ? [`Demo data was added: ${what}`, IN_RECORD] : ['Demo data was added: ', RECORD],
  'npm run key': () => ['An operator made ', RECORD],
  'npm run recovery-link': () => ['An operator made a recovery link for ', RECORD],
  'npm run rotate-secret': () => ['An operator changed AUTH_SECRET, and with it the encryption of ', RECORD],
  'npm run restore': ({ after }) => ['An operator restored a backup', because(after('reason'))],
};

/** What a rule of keeping removed: "system removed 12,000 events of the audit trail of 2024-03 by the rule of keeping". */
function purged(noun: string, plural?: string): Teller {
  return ({ after }) => [
    WHO,
    ` removed ${counted(after('removed'), noun, plural)}`,
    after('time') === undefined ? '' : ` of ${after('time')}`,
    ' by the rule of keeping',
  ];
}

/**
 * Tells an event as a colleague would.
 *
 * @param titles What actions do in words, by id, where that is known.
 */
export function eventSentence(event: AuditEventInfo, titles?: ReadonlyMap<string, string>): Sentence {
  const told = toldOf(event, titles);
  if (event.refusal !== undefined && event.operation !== 'Authenticate') {
    return [WHO, ` was refused ${event.operation}`, { preposition: ' on ' }, because(refused(event.refusal))];
  }
  if (isTold(event.operation)) return tellers[event.operation](told);
  return [WHO, ` called ${event.operation}`, { preposition: ' on ' }];
}

function isTold(operation: string): operation is keyof typeof tellers {
  return Object.hasOwn(tellers, operation);
}

function toldOf(event: AuditEventInfo, titles: ReadonlyMap<string, string> | undefined): Told {
  const changes = new Map(event.changes?.map((change) => [change.field, change]));
  const { before, after } = changes.get('actions') ?? {};
  const actions = actionsIn(after ?? before);
  const [only] = actions;
  return {
    event,
    before: (field) => changes.get(field)?.before,
    after: (field) => changes.get(field)?.after,
    fields: list.format(Array.from(changes.keys(), fieldInWords)) || 'settings',
    actions,
    titles,
    what: only && actions.length === 1 ? nameOf(only, titles) : counted(String(actions.length), 'action'),
  };
}

/** An action by what it does, where that is known, or by the function that it calls. */
function nameOf({ id, functionName }: ActionFacts, titles: ReadonlyMap<string, string> | undefined): string {
  const title = titles?.get(id);
  return title === undefined ? quoted(functionName) : quotedTitle(title);
}

function actionsIn(text: string | undefined): readonly ActionFacts[] {
  const actions = text === undefined ? undefined : jsonIn(text);
  return Array.isArray(actions) && actions.every(isActionFacts) ? actions : [];
}

/** By hand, since every page with a history reads this, and a library for it would be a seventh of their scripts. */
function isActionFacts(value: unknown): value is ActionFacts {
  if (typeof value !== 'object' || value === null || !('id' in value && 'functionName' in value))
    return false;
  const { id, functionName } = value;
  const state = 'state' in value ? value.state : undefined;
  const reason = 'reason' in value ? value.reason : undefined;
  return (
    typeof id === 'string' &&
    typeof functionName === 'string' &&
    (state === undefined || typeof state === 'string') &&
    (reason === undefined || reason === null || typeof reason === 'string')
  );
}

/** Of which action a comment is, if it is of one. */
function onAction(text: string | undefined, titles: ReadonlyMap<string, string> | undefined): string {
  const comment = text === undefined ? undefined : jsonIn(text);
  if (typeof comment !== 'object' || comment === null || !('actionId' in comment)) return '';
  const { actionId } = comment;
  if (typeof actionId !== 'string') return '';
  const title = titles?.get(actionId);
  return title === undefined ? ' on an action' : ` on ${quotedTitle(title)}`;
}

/** What a text of JSON holds; nothing when it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stopped(after: Told['after']): string {
  switch (after('stopped')) {
    case 'true':
      return 'stopped applying';
    case 'false':
      return 'allowed applying again';
    default:
      return 'gave another reason for the stop';
  }
}

function judged(state: string | undefined, what: string): Sentence {
  switch (state) {
    case 'Accepted':
      return [` accepted ${what}`, IN_RECORD];
    case 'Refused':
      return [` refused ${what}`, IN_RECORD];
    case 'Returned':
      return [` returned ${what}`, IN_RECORD, ' to the agent'];
    default:
      return [` took back the decision on ${what}`, IN_RECORD];
  }
}

/** Why a sign-in or a call was refused, by its code. */
const refusals: Readonly<Record<string, string>> = {
  Unauthorized: 'the e-mail address or the password was wrong',
  EmailNotVerified: 'the provider has not verified the e-mail address',
  UnknownUser: 'the provider knows them, but they are no user here',
  DisabledUser: 'they are disabled',
};

function refused(code: string): string {
  return refusals[code] ?? code;
}

const because = (reason: string | null | undefined) => (reason ? `: ${reason}` : '');

const list = new Intl.ListFormat('en');

/** A field as people say it: `parentAccountId` is the parent account. */
function fieldInWords(field: string): string {
  if (field === 'passwordHash') return 'password';
  const words = field.replace(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words
    .replace(/ id$/, '')
    .replace(/ ids$/, 's')
    .replace(/\bai\b/, 'AI')
    .replace(/\burl\b/, 'URL');
}

/** A name in quotation marks, shortened to what a sentence bears. */
export function quoted(text: string): string {
  return `“${shortened(text, 80)}”`;
}

/** The title of an action, in other marks than those around the values in it. */
function quotedTitle(title: string): string {
  return `‘${shortened(title, 300)}’`;
}

function shortened(text: string, maximum: number): string {
  const characters = Array.from(text.replace(/\s+/g, ' '));
  return characters.length > maximum ? `${characters.slice(0, maximum - 1).join('')}…` : characters.join('');
}

function counted(text: string | undefined, one: string, many = `${one}s`): string {
  const count = Number(text ?? 0);
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

function ordinal(text: string): string {
  return `${text}${endings[ordinals.select(Number(text))] ?? 'th'}`;
}
