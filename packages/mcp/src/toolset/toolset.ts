import { type AIFunctionInfo, ListAIFunctions, type Operation } from '@ai-sessions/contract';
import { proposeFunction } from '../function/propose-function.ts';
import { callProcedure } from '../procedure-call.ts';
import type { Tool, ToolCaller } from '../tool/tool.ts';
import { fixedTools } from './fixed-tools.ts';

/** The tools of a caller. */
export interface Toolset {
  /** Finds a tool by its name. */
  find(name: string): Tool | undefined;
  /** All tools, as the JSON of the list that MCP has of them. */
  readonly json: string;
  /** Tells sets of tools of this process apart. */
  readonly number: number;
}

let made = 0;

/** Makes a set of tools. Of two with one name the first counts. */
function toolsetOf(tools: readonly Tool[]): Toolset {
  const byName = new Map<string, Tool>();
  for (const tool of tools) if (!byName.has(tool.name)) byName.set(tool.name, tool);
  return {
    find: (name) => byName.get(name),
    number: ++made,
    json: JSON.stringify(Array.from(byName.values(), shown)),
  };
}

/**
 * A tool as it is listed. The hints promise nothing: what may be done is decided where it is done. Those that say what
 * clients take for granted are left out.
 */
function shown({ name, title, description, inputSchema, operation }: Tool) {
  return {
    name,
    ...(title === undefined ? {} : { title }),
    description,
    inputSchema,
    ...hints(operation),
  };
}

function hints({ verb }: Operation) {
  if (verb === 'GET') return { annotations: { readOnlyHint: true } };
  return verb === 'DELETE' ? {} : { annotations: { destructiveHint: false } };
}

/** The tools of a caller who may use those of `mayUse`, with one for each enabled function that they may propose. */
export async function loadToolset(
  { context }: Pick<ToolCaller, 'context'>,
  mayUse: (tool: Tool) => boolean,
  mayProposeFunctions: boolean,
): Promise<Toolset> {
  const functions = mayProposeFunctions ? await allFunctions({ context }) : [];
  const proposals = functions.filter(({ enabled }) => enabled).flatMap((fn) => proposeFunction(fn) ?? []);
  return toolsetOf([...fixedTools.filter(mayUse), ...proposals]);
}

/** The whole catalogue as its reader may know it, by name, so that the list of tools keeps its order. */
export async function allFunctions({
  context,
}: Pick<ToolCaller, 'context'>): Promise<readonly AIFunctionInfo[]> {
  const { value } = await callProcedure(
    ListAIFunctions,
    { all: true, simplifiedPaging: true, sortField: 'name' },
    context,
  );
  return value.items;
}
