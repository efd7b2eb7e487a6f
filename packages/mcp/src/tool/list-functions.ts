import { ListAIFunctions } from '@ai-sessions/contract';
import { functionData, functionText } from '../function/catalogue-text.ts';
import { callProcedure } from '../procedure-call.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Tool } from './tool.ts';

/** Lists what can be proposed. */
export const listFunctions: Tool = {
  name: 'list_functions',
  title: 'List functions',
  description:
    'Lists the functions that you may propose, a page at a time: what each does, its risk, the tool to propose it with, and the JSON Schema of its arguments.',
  inputSchema: inputSchemaOf(ListAIFunctions, ['nameFilter', 'countPerPage', 'cursor']),
  operation: ListAIFunctions,
  async call(given, { context }) {
    const { value } = await callProcedure(
      ListAIFunctions,
      { ...given, simplifiedPaging: true, sortField: 'name' },
      context,
    );
    const { nextCursor } = value;
    const functions = value.items.filter(({ enabled }) => enabled);
    return {
      text: [
        functions.length === 0 ? 'There is no such function.' : `Functions: ${functions.length}.`,
        ...functions.map(functionText),
        ...(nextCursor === undefined
          ? []
          : [`There are more. Call again with the same arguments and cursor: ${nextCursor}`]),
      ].join('\n\n'),
      data: { functions: functions.map(functionData), nextCursor },
    };
  },
};
