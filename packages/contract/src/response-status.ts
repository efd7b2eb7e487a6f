import { z } from 'zod';
import { dto } from './dto.ts';
import { field } from './field.ts';

/** What the framework's own types have in common: they are data contracts in its namespace. */
export const SERVICESTACK = {
  namespace: 'ServiceStack',
  xmlNamespace: 'http://schemas.servicestack.net/types',
  dataContract: true,
} as const;

const meta = field(z.record(z.string(), z.string()).optional(), {
  description: 'Further details by name, when there are any.',
  example: {},
});

/** What is wrong with one field. */
export const ResponseError = dto('ResponseError', {
  ...SERVICESTACK,
  description: 'What is wrong with one field.',
  fields: {
    errorCode: field(z.string().optional(), {
      description: 'Stable code of the fault.',
      example: 'MaximumLength',
    }),
    fieldName: field(z.string().optional(), {
      description: 'Declared name of the field at fault.',
      example: 'Purpose',
    }),
    message: field(z.string().optional(), {
      description: 'What to change, in a sentence.',
      example: "'Purpose' must be 2000 characters or fewer.",
    }),
    meta,
  },
});

/** The error block of an answer. */
export const ResponseStatus = dto('ResponseStatus', {
  ...SERVICESTACK,
  description: 'Why a request failed.',
  fields: {
    errorCode: field(z.string().optional(), {
      description: 'Stable code of the failure.',
      example: 'NotFound',
    }),
    message: field(z.string().optional(), {
      description: 'What happened and what to do, in a sentence.',
      example: 'There is no AI session with this id. Check the id.',
    }),
    stackTrace: field(z.string().optional(), {
      description: 'Never filled in; declared because clients know it.',
      example: '',
    }),
    errors: field(z.array(ResponseError.schema).optional(), {
      description: 'The fields at fault; empty when the failure is about no field.',
      example: [],
    }),
    meta,
  },
});

/** The body of every failed request. */
export const ErrorResponse = dto('ErrorResponse', {
  ...SERVICESTACK,
  description: 'The body of every failed request.',
  fields: {
    responseStatus: field(ResponseStatus.schema, {
      description: 'Why the request failed.',
      example: {
        errorCode: 'NotFound',
        message: 'There is no AI session with this id. Check the id.',
        errors: [],
      },
    }),
  },
});
