import { codecs, type FormatName } from '@ai-sessions/formats';

/** The formats that pages exist for. */
export const formats = Object.keys(codecs).filter((name): name is FormatName => name in codecs);

/** The page of all operations. */
export const INDEX = '/metadata';

/** What the pages load: nothing is inline, so that a page needs no exception from its policy. */
export const STYLE = '/metadata/style.css';
export const SCRIPT = '/metadata/page.js';

/** The page of an operation in a format. */
export function operationAddress(format: FormatName, operation: string): string {
  return `/${format}/metadata?op=${encodeURIComponent(operation)}`;
}
