import type { BannerStyle } from './banner.ts';
import type { ClientOperation } from './operation.ts';

/** A language that client code is written in. */
export interface ClientLanguage {
  /** Its name in addresses: `?lang=mjs`, `/types/mjs`. */
  readonly slug: string;
  readonly name: string;
  readonly mediaType: string;
  /** Ending of its files, without the dot. */
  readonly extension: string;
  /** The command that installs the client library. */
  readonly install: string;
  /** How it writes the comment with options; absent where a block comment as in C does. */
  readonly banner?: BannerStyle;
  /** The source code of the operations' types and of all they refer to. */
  readonly write: (operations: readonly ClientOperation[]) => string;
}
