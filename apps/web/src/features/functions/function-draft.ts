import type { AIFunctionInfo, AIObjectArgument } from '@ai-sessions/contract';
import type { UseFormReturn } from 'react-hook-form';

/** A header to send; its value is only ever written, never read. */
export interface HeaderDraft {
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

/** What the form of a function holds. */
export interface FunctionDraft {
  readonly name: string;
  readonly description: string;
  readonly title: string;
  readonly parameters: string;
  readonly risk: AIFunctionInfo['risk'];
  readonly accountArguments: string[];
  readonly objectArguments: AIObjectArgument[];
  readonly accountIds: string[];
  readonly judgeIds: string[];
  readonly needsSecondPerson: boolean;
  readonly method: NonNullable<AIFunctionInfo['method']>;
  readonly url: string;
  readonly readUrl: string;
  /** `undefined` leaves the headers as they are. */
  readonly headers: readonly HeaderDraft[] | undefined;
  readonly timeoutSeconds: number;
  readonly honoursIdempotencyKey: boolean;
  readonly enabled: boolean;
}

const EXAMPLE_SCHEMA = `{
  "type": "object",
  "properties": {
    "name": { "type": "string", "maxLength": 200 }
  },
  "required": ["name"],
  "additionalProperties": false
}`;

/** What the form of a new function begins with. */
export const emptyDraft: FunctionDraft = {
  name: '',
  description: '',
  title: '',
  parameters: EXAMPLE_SCHEMA,
  risk: 'Dangerous',
  accountArguments: [],
  objectArguments: [],
  accountIds: [],
  judgeIds: [],
  needsSecondPerson: false,
  method: 'POST',
  url: '',
  readUrl: '',
  headers: [],
  timeoutSeconds: 20,
  honoursIdempotencyKey: false,
  enabled: true,
};

/** What the form of a function of the catalogue begins with. */
export function draftOf(info: AIFunctionInfo): FunctionDraft {
  return {
    name: info.name,
    description: info.description ?? '',
    title: info.title,
    parameters: JSON.stringify(JSON.parse(info.parameters), null, 2),
    risk: info.risk,
    accountArguments: info.accountArguments,
    objectArguments: info.objectArguments,
    accountIds: info.accountIds,
    judgeIds: info.judgeIds,
    needsSecondPerson: info.needsSecondPerson,
    method: info.method ?? 'POST',
    url: info.url ?? '',
    readUrl: info.readUrl ?? '',
    headers: undefined,
    timeoutSeconds: info.timeoutSeconds,
    honoursIdempotencyKey: info.honoursIdempotencyKey,
    enabled: info.enabled,
  };
}

/** Headers as the API takes them; rows without a name count for nothing. */
function headersOf(headers: FunctionDraft['headers']): Record<string, string> | undefined {
  return (
    headers &&
    Object.fromEntries(
      headers.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
    )
  );
}

/** What is sent of a draft. */
export function requestOf({ headers, ...draft }: FunctionDraft) {
  return { ...draft, headers: headersOf(headers) };
}

/** What the parts of the form share. */
export interface FunctionFieldsProps {
  readonly fields: UseFormReturn<FunctionDraft>;
}
