import type { ClientOperation } from './operation.ts';
import type { CodeOptions, OptionName } from './options.ts';

/** How a language writes the comment on top, so that tools find in it what they read line by line. */
export interface BannerStyle {
  readonly open: string;
  readonly close: string;
  /** Before every line between the two; empty where a block comment holds them. */
  readonly prefix: string;
  /** Before an option that is not set, instead of the prefix. */
  readonly off: string;
  /** What has to stay in front of it at the beginning of a file. */
  readonly after?: RegExp;
}

/** What those need to know who use the client library, as a comment under the one with options. */
export interface UsageNote {
  /** What the code has where it is of use, for instance `IPatch`. */
  readonly concerns: string;
  readonly lines: readonly string[];
}

/** A language that client code is written in. */
export interface ClientLanguage {
  /** Its name in addresses: `?lang=mjs`, `/types/mjs`. */
  readonly slug: string;
  /** Another name by which tools ask for it. */
  readonly alias?: string;
  readonly name: string;
  readonly mediaType: string;
  /** Ending of its files, without the dot. */
  readonly extension: string;
  /** The command that installs the client library. */
  readonly install: string;
  /** How it writes the comment with options; absent where a block comment as in C does. */
  readonly banner?: BannerStyle;
  readonly note?: UsageNote;
  /** The options that it heeds beside those of every language. */
  readonly options?: readonly OptionName[];
  /** The source code of the operations' types and of all they refer to. */
  readonly write: (operations: readonly ClientOperation[], options?: CodeOptions) => string;
  /** The code as the page of an operation shows it, where the documented form of pages has less than clients need. */
  readonly page?: (operations: readonly ClientOperation[]) => string;
}
