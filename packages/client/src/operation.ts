/** What the client knows about an operation at run time. */
export interface OperationMetadata {
  /** The documented name, for instance `NewAISession`. */
  readonly name: string;
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Paths with `{field}` for fields of the request, the documented one first. */
  readonly routes: readonly string[];
  /** Where the fields travel that are not in the path. */
  readonly place: 'query' | 'body';
  /** How it answers: one value, nothing, pages that follow each other by cursor, or rows as long as it takes. */
  readonly answers: 'value' | 'nothing' | 'pages' | 'rows';
  /** Whether sending it again with the same `Idempotency-Key` gives the first answer. */
  readonly idempotencyKey: boolean;
}
