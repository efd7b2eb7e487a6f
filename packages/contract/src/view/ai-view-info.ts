import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';

/** A list as somebody looks at it. */
export const AIViewInfo = dto('AIViewInfo', {
  namespace: 'Voice.Api.AI',
  description: 'A list of the desk as somebody looks at it: filters, order and columns under a name.',
  extends: EntityInfo,
  fields: {
    list: field(z.string(), { description: 'List that it is of.', example: 'sessions' }),
    name: field(z.string(), { description: 'What it is called.', example: 'Waiting, by account' }),
    query: field(z.string(), {
      description: 'Filters, order and columns, as the page of the list has them in its URL.',
      example: 'pending=yes&sort=accountName',
    }),
    shared: field(z.boolean(), {
      description: 'Whether all system administrators see it and may change it.',
      example: true,
    }),
    ownerId: field(z.string().optional(), {
      description: 'User whose view it is. Absent when they are gone: only their shared views stay.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    version: field(z.int(), { description: 'Counts its changes.', example: 1 }),
  },
});

/** The value of an {@link AIViewInfo}. */
export type AIViewInfo = Value<typeof AIViewInfo>;
