import type { ClientLanguage } from '@ai-sessions/client-code';
import { type DocumentedRoute, documentedRoutesOf, type Operation } from '@ai-sessions/contract';
import type { FormatName } from '@ai-sessions/formats';
import { accessLines } from './access.ts';
import { type Samples, samplesOf } from './samples.ts';
import { type TypeTable, typeTablesOf } from './type-tables.ts';

/** Everything a reader is told about an operation in a format. */
export interface OperationDescription {
  readonly name: string;
  readonly summary: string;
  /** Who may call it, line by line. */
  readonly access: readonly string[];
  /** Whether agents may call it. */
  readonly agents: boolean;
  readonly idempotencyKey: boolean;
  /** Whether a field that it does not know is refused. */
  readonly strict: boolean;
  readonly routes: readonly DocumentedRoute[];
  readonly types: readonly TypeTable[];
  readonly format: FormatName;
  /** What the documented pages call the format in their headings. */
  readonly formatLabel: string;
  readonly samples: Samples;
  /** Client code; absent on the page that shows the parameters instead. */
  readonly code: OperationCode | undefined;
}

/** What is said of operations that pass over nothing. */
export const STRICT = 'A field that it does not know is refused, and nothing is done';

/** The types of an operation as code. */
interface OperationCode {
  readonly language: ClientLanguage;
  readonly text: string;
}

/** Describes an operation in a format. */
export function describeOperation(
  operation: Operation,
  format: FormatName,
  host: string,
  language?: ClientLanguage,
): OperationDescription {
  const { name, summary, access, agents, idempotencyKey, strict } = operation;
  return {
    name,
    summary,
    access: accessLines(access),
    agents,
    idempotencyKey,
    strict,
    routes: documentedRoutesOf(operation),
    types: typeTablesOf(operation),
    format,
    formatLabel: labelOf(format),
    samples: samplesOf(operation, format, host),
    code: language && { language, text: (language.page ?? language.write)([operation]) },
  };
}

/** The documented pages know JSON Lines as another format than theirs. */
function labelOf(format: FormatName): string {
  return format === 'jsonl' ? 'OTHER' : format.toUpperCase();
}
