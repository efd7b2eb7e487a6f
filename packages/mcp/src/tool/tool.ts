import type { Context } from '@ai-sessions/api';
import type { Principal } from '@ai-sessions/auth';
import type { Operation } from '@ai-sessions/contract';
import type { CallSettings } from '../procedure-call.ts';

/** A JSON Schema, as plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of the arguments of a tool: an object. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** The arguments of a call, as they were sent. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Who calls a tool, and how. */
export interface ToolCaller {
  readonly principal: Principal;
  readonly context: Context;
  readonly settings: Pick<CallSettings, 'idempotencyKey'>;
}

/**
 * What a tool answers. Many clients show their model nothing but the text, and some nothing but the data, so that each
 * has to say everything that must be known.
 */
export interface ToolAnswer {
  readonly text: string;
  /** The same as data, with what it means in words. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Something that an agent can do. */
export interface Tool {
  /** Letters, digits, `_` and `-`. */
  readonly name: string;
  /** For people; the name when there is none. */
  readonly title?: string;
  /** For the model: what it does, and what comes of it. */
  readonly description: string;
  readonly inputSchema: InputSchema;
  /** The operation that it calls: whoever may call that may use the tool. */
  readonly operation: Operation;
  /**
   * Does it.
   *
   * @throws ApiError or TRPCError, which `apiErrorOf` reads.
   */
  call(given: Arguments, caller: ToolCaller): Promise<ToolAnswer>;
}
