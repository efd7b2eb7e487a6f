import {
  type Db,
  deleteOAuthRecord,
  deleteOAuthRecordsOfGrant,
  extendAgentGrant,
  extendOAuthRecord,
  findOAuthRecord,
  findUserByAgentGrant,
  markOAuthRecordUsed,
  revokeAgentGrant,
  type StoredOAuthRecord,
  storeOAuthRecord,
} from '@ai-sessions/db';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

const DAY_SECONDS = 86_400;
/** How long a client that has registered itself, and that nobody let in, is remembered. */
const UNUSED_CLIENT_SECONDS = DAY_SECONDS;
/** The same for one that somebody let in, from the last time that it got a token. */
const USED_CLIENT_SECONDS = 60 * DAY_SECONDS;
/**
 * How long a refresh token can be used again after its first use. Processes of one agent share it, and refresh it when it
 * expires, which is at the same moment; and an answer can get lost on its way.
 */
const REFRESH_GRACE_SECONDS = 30;

const Payload = z.custom<AdapterPayload>((stored) => typeof stored === 'object' && stored !== null);

interface AdapterOptions {
  readonly db: Db;
  /** Tells of a grant that ended because a code or token of it was used twice, or was revoked by its client. */
  readonly operation: () => string;
  /** Makes the error for a code or token that somebody else uses at this moment. */
  readonly usedTwice: () => Error;
  /** Makes the error for text that cannot be kept, in what a client says of itself or asks for. */
  readonly notStorable: (kind: string) => Error;
}

/** Makes what oidc-provider keeps its records with: one for each of its models. */
export function createAdapters(options: AdapterOptions): (kind: string) => Adapter {
  return (kind) => {
    switch (kind) {
      case 'Session':
        return keepsNothing;
      case 'Grant':
        return new GrantAdapter(kind, options);
      default:
        return new RecordAdapter(kind, options);
    }
  };
}

/** Keeps nothing: who is signed in is for our own browser sessions to know, anew for each request to let an agent in. */
const keepsNothing: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

/** Keeps records of one kind. Their ids are codes and tokens, so neither ids nor payloads hold them. */
class RecordAdapter implements Adapter {
  protected readonly kind: string;
  protected readonly options: AdapterOptions;

  constructor(kind: string, options: AdapterOptions) {
    this.kind = kind;
    this.options = options;
  }

  async upsert(
    id: string,
    { jti: _, ...payload }: AdapterPayload,
    lifetimeSeconds = UNUSED_CLIENT_SECONDS,
  ): Promise<void> {
    const { db, notStorable } = this.options;
    const { grantId, clientId } = payload;
    if (!isStorable(payload)) throw notStorable(this.kind);
    await storeOAuthRecord(db, { kind: this.kind, id }, { payload, lifetimeSeconds, grantId });
    if (this.kind !== 'RefreshToken' || grantId === undefined) return;
    // As long as a token can be renewed, the agent is let in, and its client known.
    await extendAgentGrant(db, grantId, lifetimeSeconds);
    if (clientId) await extendOAuthRecord(db, { kind: 'Client', id: clientId }, USED_CLIENT_SECONDS);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (!isStorable(id)) return undefined;
    const stored = await findOAuthRecord(this.options.db, { kind: this.kind, id });
    if (!stored) return undefined;
    const { payload, dateUsed } = stored;
    const isUsed = dateUsed !== undefined && !this.#isInGrace(stored);
    // Whoever has it got it from the agent or on its way, whatever else they know.
    if (isUsed && this.kind === 'AuthorizationCode' && stored.payload.grantId !== undefined) {
      await endGrant(String(stored.payload.grantId), this.options);
    }
    return Payload.parse({
      ...payload,
      ...(this.kind === 'Client' ? {} : { jti: id }),
      ...(isUsed ? { consumed: Math.floor(Date.parse(dateUsed) / 1_000) } : {}),
    });
  }

  /** Whether a record may be used although it has been used. */
  #isInGrace({ secondsSinceUse = 0 }: StoredOAuthRecord): boolean {
    return this.kind === 'RefreshToken' && secondsSinceUse <= REFRESH_GRACE_SECONDS;
  }

  /** There are no devices. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** Nor sessions. */
  async findByUid(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const { db, usedTwice } = this.options;
    if (await markOAuthRecordUsed(db, { kind: this.kind, id })) return;
    const payload = await this.find(id);
    // Somebody else used it after it had been looked at: a refresh token a moment ago.
    if (payload && this.kind === 'RefreshToken' && payload.consumed === undefined) return;
    if (payload?.grantId) await endGrant(payload.grantId, this.options);
    throw usedTwice();
  }

  async destroy(id: string): Promise<void> {
    await deleteOAuthRecord(this.options.db, { kind: this.kind, id });
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await deleteOAuthRecordsOfGrant(this.options.db, this.kind, grantId);
  }
}

/** Keeps the grants of oidc-provider beside those that people see, and as long as those. */
class GrantAdapter extends RecordAdapter {
  override async find(id: string): Promise<AdapterPayload | undefined> {
    return (await findUserByAgentGrant(this.options.db, id)) && super.find(id);
  }

  override async destroy(id: string): Promise<void> {
    await endGrant(id, this.options);
    await super.destroy(id);
  }
}

/** Whether PostgreSQL can keep all text in a value: none has NUL, or half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}

async function endGrant(id: string, { db, operation }: AdapterOptions): Promise<void> {
  const holder = await findUserByAgentGrant(db, id);
  if (!holder) return;
  await revokeAgentGrant(db, {
    id,
    by: {
      userId: holder.id,
      userName: holder.emailAddress,
      way: 'oauth',
      agentGrantId: holder.agentGrantId,
      agentName: holder.clientName,
      operation: operation(),
    },
  });
}
