import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

/** A key that signatures of the audit trail are checked with. */
export const AuditKeyInfo = dto('AuditKeyInfo', {
  namespace: 'Voice.Api.Audit',
  description: 'A key that signatures of heads and of evidence are checked with.',
  fields: {
    id: field(z.string(), {
      description: 'SHA-256 of the public key as DER, in hexadecimal digits.',
      example: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
    }),
    publicKey: field(z.string(), {
      description: 'Ed25519 public key as PEM.',
      example:
        '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n',
    }),
    dateCreated: field(instant, {
      description: 'When it was made: ISO 8601, UTC.',
      example: '2026-03-01T00:00:00.000Z',
    }),
  },
});

/** The value of an {@link AuditKeyInfo}. */
export type AuditKeyInfo = Value<typeof AuditKeyInfo>;
