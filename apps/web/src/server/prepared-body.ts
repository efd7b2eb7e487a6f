import { createHash } from 'node:crypto';
import { compressed, type Encoding } from './compression.ts';

/** A body that is sent many times: its bytes, its tag and each compressed form of it are made once. */
export class PreparedBody {
  readonly bytes: Buffer;
  /** Value of `ETag`: the same bytes have the same one. */
  readonly etag: string;
  readonly #compressed = new Map<Encoding, Promise<Buffer | undefined>>();

  constructor(content: string | Buffer) {
    this.bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.etag = `"${createHash('sha256').update(this.bytes).digest('base64url').slice(0, 22)}"`;
  }

  /** The bytes compressed; `undefined` when they are too few to be worth it. */
  compressed(encoding: Encoding): Promise<Buffer | undefined> {
    const earlier = this.#compressed.get(encoding);
    if (earlier) return earlier;
    const made = compressed(this.bytes, encoding);
    this.#compressed.set(encoding, made);
    return made;
  }
}
