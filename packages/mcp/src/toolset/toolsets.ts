import { createHash } from 'node:crypto';
import { admit, versionOfCatalogue } from '@ai-sessions/api';
import { ApiError, ListAIFunctions, NewAISessionAction, type Operation } from '@ai-sessions/contract';
import { LRUCache } from 'lru-cache';
import type { ToolCaller } from '../tool/tool.ts';
import { fixedTools } from './fixed-tools.ts';
import { loadToolset, type Toolset } from './toolset.ts';

type Caller = Pick<ToolCaller, 'context' | 'principal'>;

/** Sets of tools that are kept: one for each set of accounts and rights. */
const KEPT = 50;
/** The tools of every caller, made once for a version of the catalogue and kept. */
export interface Toolsets {
  /** The tools as they are; changes that another process made a moment ago may be missing. */
  current(caller: Caller): Promise<Toolset>;
  /** The tools with every change that was made. */
  latest(caller: Caller): Promise<Toolset>;
}

interface Kept {
  readonly version: number;
  readonly toolset: Promise<Toolset>;
}

/** Makes {@link Toolsets}. */
export function createToolsets(): Toolsets {
  const kept = new LRUCache<string, Kept>({ max: KEPT });

  function load({ context }: Caller, rights: Rights): Promise<Toolset> {
    const proposes = rights.has(NewAISessionAction) && rights.has(ListAIFunctions);
    return loadToolset({ context }, ({ operation }) => rights.has(operation), proposes);
  }

  async function toolsetOf(caller: Caller, believe: boolean): Promise<Toolset> {
    const rights = await rightsOf(caller);
    const key = keyOf(caller, rights);
    // Read before the functions are: what changes meanwhile is then noticed the next time.
    const version = await versionOfCatalogue(caller.context, believe);
    const known = kept.get(key);
    if (known?.version === version) return known.toolset;
    const made: Kept = { version, toolset: load(caller, rights) };
    kept.set(key, made);
    try {
      return await made.toolset;
    } catch (error) {
      if (kept.peek(key) === made) kept.delete(key);
      throw error;
    }
  }

  return {
    current: (caller) => toolsetOf(caller, true),
    latest: (caller) => toolsetOf(caller, false),
  };
}

type Rights = ReadonlySet<Operation>;

/** The operations of the tools. */
const OPERATIONS: readonly Operation[] = [...new Set(fixedTools.map(({ operation }) => operation))];

/** Those of them that a caller may call. */
async function rightsOf({ context }: Caller): Promise<Rights> {
  const rights = new Set<Operation>();
  for (const operation of OPERATIONS) if (await isAdmitted(operation, context)) rights.add(operation);
  return rights;
}

async function isAdmitted(operation: Operation, context: ToolCaller['context']): Promise<boolean> {
  try {
    await admit(operation, context);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'Forbidden') return false;
    // The tools of a stopped agent stay where they are: the call says why it is refused.
    if (error instanceof ApiError && error.code === 'AgentStopped') return true;
    throw error;
  }
}

/** What the tools of a caller depend on beside the catalogue. */
function keyOf({ principal: { accounts } }: Caller, rights: Rights): string {
  const which = OPERATIONS.map((operation) => (rights.has(operation) ? 1 : 0)).join('');
  if (accounts === 'all') return which;
  const scope = createHash('sha256').update(JSON.stringify(accounts.toSorted()));
  return `${which} ${scope.digest('base64url')}`;
}
