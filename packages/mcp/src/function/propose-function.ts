import { type AIFunctionInfo, NewAISessionAction } from '@ai-sessions/contract';
import { propose } from '../tool/propose.ts';
import type { Tool } from '../tool/tool.ts';
import { enveloped, envelopeOf, opened } from './envelope.ts';
import { flatSchema } from './flat-schema.ts';
import { toolNameOf } from './tool-name.ts';

/** What is said of the harm that a function can do. */
const RISKS: Readonly<Record<AIFunctionInfo['risk'], string>> = {
  Ordinary: '',
  Dangerous: ' It can do harm: say in the description why it is needed.',
  Irreversible: ' Nothing brings back what it does: say in the description why it is needed.',
};

/**
 * The tool that proposes a function; `undefined` for a function whose arguments no tool can have. That one is proposed
 * with `propose_action`.
 */
export function proposeFunction(fn: AIFunctionInfo): Tool | undefined {
  const schema = flatSchema(fn.parameters);
  const envelope = schema && envelopeOf(schema);
  if (!envelope) return undefined;
  const said = fn.description ?? fn.title;
  return {
    name: toolNameOf(fn.name),
    description: `Proposes: ${said}${/[.!?]$/.test(said) ? '' : '.'} Nothing happens until a person has accepted and applied it.${RISKS[fn.risk]}`,
    inputSchema: enveloped(schema, envelope),
    operation: NewAISessionAction,
    call: (given, caller) => propose({ ...opened(given, envelope), functionName: fn.name }, caller),
  };
}
