import { NewAISessionAction } from '@ai-sessions/contract';
import { argumentsText, VERSION, versionIn } from './arguments.ts';
import { inputSchemaOf } from './input-schema.ts';
import { propose } from './propose.ts';
import type { Tool } from './tool.ts';

const schema = inputSchemaOf(NewAISessionAction, ['sessionId', 'functionName', 'arguments', 'description'], {
  // The operation takes several at once; here it is always one.
  functionName: { type: 'string', description: 'Function to call, by its name in the catalogue.' },
  ...VERSION,
});

/** Proposes any function, also one whose arguments no tool of its own can have. */
export const proposeAction: Tool = {
  name: 'propose_action',
  title: 'Propose an action',
  description:
    'Proposes the call of any function of the catalogue in a session. Use the propose_<function> tool of the function when there is one. list_functions tells the functions and the JSON Schema of their arguments. Nothing happens until a person has accepted and applied it.',
  inputSchema: { ...schema, required: ['sessionId', 'functionName'] },
  operation: NewAISessionAction,
  call: ({ version, ...given }, caller) =>
    propose({ ...given, arguments: argumentsText(given.arguments) }, caller, versionIn({ version })),
};
