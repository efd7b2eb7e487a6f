import type { AIFunctionInfo } from '@ai-sessions/contract';
import { proposeFunction } from './propose-function.ts';

/** Characters of a schema that are told. */
const SCHEMA_TOLD = 8_000;

/** A function in Markdown, for an agent that may propose it. */
export function functionText(fn: AIFunctionInfo): string {
  const { name, description, title, risk, accountArguments, objectArguments, parameters } = fn;
  return [
    `## ${name}`,
    '',
    ...(description === undefined ? [] : [description, '']),
    `- Propose it with: ${toolFor(fn)}`,
    `- A person reads: ${title}`,
    `- Risk: ${risk}`,
    ...(accountArguments.length > 0
      ? [`- Arguments that must be the account of the session: ${accountArguments.join(', ')}`]
      : []),
    ...objectArguments.map(
      ({ argument, kind }) => `- ${argument} must name a ${kind} of the account of the session`,
    ),
    `- Arguments (JSON Schema): ${shortened(parameters)}`,
  ].join('\n');
}

/** A function as data. */
export function functionData(fn: AIFunctionInfo) {
  const { name, description, title, risk, accountArguments, objectArguments, parameters } = fn;
  return {
    name,
    tool: toolFor(fn),
    description,
    title,
    risk,
    accountArguments,
    objectArguments: objectArguments.map(({ argument, kind }) => ({ argument, kind })),
    parameters,
  };
}

/** The name of the tool that proposes a function. */
function toolFor(fn: AIFunctionInfo): string {
  return proposeFunction(fn)?.name ?? 'propose_action';
}

function shortened(text: string): string {
  const more = text.length - SCHEMA_TOLD;
  return more > 0 ? `${text.slice(0, SCHEMA_TOLD)} … (${more} characters more)` : text;
}
