import { codecs, type FormatName } from '@ai-sessions/formats';

/** The formats that pages exist for. */
export const formats = Object.keys(codecs).filter((name): name is FormatName => name in codecs);

/** The page of all operations. */
export const INDEX = '/metadata';

/** Where the predefined paths (`/api/{Operation}`) begin: the index too. */
export const API = '/api';

/** Another address of the index, which tools ask for. */
export const OPERATIONS = '/operations/metadata';

/** What the pages load: nothing is inline, so that a page needs no exception from its policy. */
export const STYLE = '/metadata/style.css';
export const SCRIPT = '/metadata/page.js';

/** The page of all languages. */
export const TYPES = '/types';

/** The viewer of the OpenAPI document, which the service has beside the reference. */
export const VIEWER = '/docs';

/** The API as tools of ServiceStack read it. */
export const METADATA = '/types/metadata';

/** The page of an operation in a format; with a language, the one that shows its code. */
export function operationAddress(format: FormatName, operation: string, language?: string): string {
  const address = `/${format}/metadata?op=${encodeURIComponent(operation)}`;
  return language === undefined ? address : `${address}&lang=${encodeURIComponent(language)}`;
}

/** The client code of the whole API in a language. */
export function typesAddress(language: string): string {
  return `${TYPES}/${language}`;
}
