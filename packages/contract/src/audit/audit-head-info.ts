import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();

/** A signed statement about events of the audit trail. */
export const AuditHeadInfo = dto('AuditHeadInfo', {
  namespace: 'Voice.Api.Audit',
  description:
    'A signed statement about the events that were written since the head before it. Whoever keeps it elsewhere can tell later whether any of them was changed or removed.',
  fields: {
    number: field(z.int(), { description: 'Counts the heads from 1.', example: 1_207 }),
    date: field(instant, {
      description: 'When it was signed: ISO 8601, UTC.',
      example: '2026-03-02T09:21:00.020Z',
    }),
    dateFirst: field(instant, {
      description: 'Date of the earliest event that it covers.',
      example: '2026-03-02T09:20:02.115Z',
    }),
    dateLast: field(instant, {
      description: 'Date of the latest event that it covers.',
      example: '2026-03-02T09:20:59.871Z',
    }),
    events: field(z.int(), { description: 'How many events it covers.', example: 212 }),
    root: field(z.string(), {
      description: 'Root of the hash tree over the digests of these events, in hexadecimal digits.',
      example: '6b1e2f0c9d7a4e53b8f6a1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f506',
    }),
    previousDigest: field(text, {
      description: 'Digest of the head before. Absent for the first one.',
      example: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    }),
    digest: field(z.string(), {
      description: 'SHA-256 of what it says, which the next head names.',
      example: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3a94a8fe5ccb19ba61c4c0873',
    }),
    keyId: field(z.string(), {
      description: 'Key that signed it: SHA-256 of the public key as DER.',
      example: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
    }),
    signature: field(z.string(), {
      description: 'Ed25519 signature, in hexadecimal digits.',
      example:
        'd25bf5f0595bbe24655141438e7a100bd25bf5f0595bbe24655141438e7a100bd25bf5f0595bbe24655141438e7a100bd25bf5f0595bbe24655141438e7a100b',
    }),
  },
});

/** The value of an {@link AuditHeadInfo}. */
export type AuditHeadInfo = Value<typeof AuditHeadInfo>;
