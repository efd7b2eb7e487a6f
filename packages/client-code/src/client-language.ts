import type { ClientOperation } from './operation.ts';

/** How a language writes a comment of several lines, and a line in it that is switched off. */
export interface BannerStyle {
  readonly open: string;
  readonly close: string;
  /** Before every line between the two; empty where a block comment holds them. */
  readonly prefix: string;
  /** Before an option that is not set. */
  readonly off: string;
  /** What has to stay in front of it at the beginning of a file. */
  readonly after?: string;
}

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
