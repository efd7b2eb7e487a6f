import { z } from 'zod';
import { field } from '../field.ts';

const text = z.string().optional();

/** Which session it is, and how people know it. */
export const namedSession = {
  sessionId: field(z.string(), {
    description: 'The session.',
    example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
  }),
  purpose: field(text, {
    description: 'What the session is for. Absent when nothing was said.',
    example: 'Review the billing settings before renewal',
  }),
  accountId: field(text, {
    description: 'Account that it works on. Absent for a session on the whole platform.',
    example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
  }),
  accountName: field(text, { description: 'Name that the account has now.', example: 'Northwind Dental' }),
} as const;
