import { type Operation, routesOf, typesOf } from '@ai-sessions/contract';
import type { FormatName } from '@ai-sessions/formats';
import { accessSentence } from './access.ts';
import { type Samples, samplesOf } from './samples.ts';
import { type TypeTable, typeTablesOf } from './type-tables.ts';

/** Everything a reader is told about an operation in a format. */
export interface OperationDescription {
  readonly name: string;
  readonly summary: string;
  readonly access: string;
  /** Whether agents may call it. */
  readonly agents: boolean;
  readonly idempotencyKey: boolean;
  readonly routes: readonly { readonly verb: string; readonly route: string }[];
  readonly types: readonly TypeTable[];
  readonly format: FormatName;
  readonly samples: Samples;
  /** Name of the response type; absent when there is none. */
  readonly response: string | undefined;
}

/** Describes an operation in a format. */
export function describeOperation(
  operation: Operation,
  format: FormatName,
  host: string,
): OperationDescription {
  const { name, summary, access, agents, idempotencyKey } = operation;
  return {
    name,
    summary,
    access: accessSentence(access),
    agents,
    idempotencyKey,
    routes: routesOf(operation),
    types: typeTablesOf(operation),
    format,
    samples: samplesOf(operation, format, host),
    response: typesOf(operation).response?.name,
  };
}
