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

/** The paths of operations' pages, with their formats, and of client code, with its language. */
export const OPERATION_PAGE = /^\/([a-z]+)\/metadata$/;
export const CODE_PAGE = /^\/types\/([a-z.]+)$/;

/** The whole reference for language models. */
export const LLMS = '/llms.txt';

const FIXED = [INDEX, OPERATIONS, API, TYPES, METADATA, STYLE, SCRIPT, LLMS] as const;

/** The address of a page that there is one of. */
export type FixedAddress = (typeof FIXED)[number];

/** Whether a path is one of these addresses. */
export function isFixedAddress(path: string): path is FixedAddress {
  return FIXED.some((address) => address === path);
}

/** Whether a path belongs to the reference. */
export function isReferenceAddress(path: string): boolean {
  const address = canonicalAddress(path);
  return isFixedAddress(address) || OPERATION_PAGE.test(address) || CODE_PAGE.test(address);
}

/** Addresses are the same in any case, and with a slash at their end, like the routes of the API. */
export function canonicalAddress(path: string): string {
  return path.replace(/(?<=.)\/$/, '').toLowerCase();
}

/** The page of an operation in a format; with a language, the one that shows its code. */
export function operationAddress(format: FormatName, operation: string, language?: string): string {
  const address = `/${format}/metadata?op=${encodeURIComponent(operation)}`;
  return language === undefined ? address : `${address}&lang=${encodeURIComponent(language)}`;
}

/** The client code of the whole API in a language. */
export function typesAddress(language: string): string {
  return `${TYPES}/${language}`;
}
