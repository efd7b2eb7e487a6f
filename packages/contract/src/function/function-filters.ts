import { z } from 'zod';
import { field } from '../field.ts';
import { singleLineText } from '../text.ts';
import { AIFunctionRisk } from './ai-function-risk.ts';

/** What lists and exports of functions can be narrowed down by. */
export const functionFilters = {
  nameFilter: field(singleLineText().optional(), {
    description: 'Only functions whose name contains this text, in any case.',
    example: 'greeting',
  }),
  risk: field(AIFunctionRisk.optional(), {
    description: 'Only functions that can do this much harm.',
    example: 'Dangerous',
  }),
  enabled: field(z.boolean().optional(), {
    description: 'Only functions that may be called, or only those that are switched off.',
    example: true,
  }),
} as const;
