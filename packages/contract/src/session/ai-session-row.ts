import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { sessionFields } from './session-fields.ts';

/** A session as a row of a table: without its actions. */
export const AISessionRow = dto('AISessionRow', {
  namespace: 'Voice.Api.AI',
  description: 'An AI session as a row of a table: without its actions.',
  extends: EntityInfo,
  fields: sessionFields,
});

/** The value of an {@link AISessionRow}. */
export type AISessionRow = Value<typeof AISessionRow>;
