import type { LucideIcon } from 'lucide-react';

/** What the rows of a list are called. */
export interface RowWords {
  readonly one: string;
  readonly many: string;
}

/** Something that can be done to several rows of a list at once, to each by itself. */
export interface BulkAction<Row> {
  /** What the button says: "Discard". */
  readonly label: string;
  readonly Icon: LucideIcon;
  /** The letter that asks for it, with Shift. */
  readonly key: string;
  /** While it is done: "Discarding". */
  readonly doing: string;
  /** What has become of a row afterwards: "discarded". */
  readonly done: string;
  /** What comes of it. */
  readonly description: string;
  /** Whether somebody loses something by it. */
  readonly isDangerous: boolean;
  /** Whether it is offered for a row at all. */
  readonly fits: (row: Row) => boolean;
  /** Why it is not offered for the others, after a colon. */
  readonly others: string;
  /** Who reads the reason that is asked for; without it none is. */
  readonly reasonHint?: string;
  /** Does it to a row as it was shown, or fails and changes nothing. */
  readonly act: (row: Row, reason: string) => Promise<unknown>;
}

/** What is done to one row in the course of it. */
export interface BulkStep {
  readonly id: string;
  /** What the row is called in the list of what could not be done. */
  readonly label: string;
  readonly act: (reason: string) => Promise<unknown>;
}

/** So many rows, in words. */
export function inWords(count: number, { one, many }: RowWords): string {
  return `${count} ${count === 1 ? one : many}`;
}
