import { isReferenceAddress } from '@ai-sessions/reference/addresses';

/** The page that shows the OpenAPI document, with a form to call each operation. */
export const VIEWER = '/docs';

/** Where its script is, whatever that holds. */
export const VIEWER_SCRIPT = /^\/docs\/scalar-[\w-]+\.js$/;

/** The OpenAPI document. */
export const OPENAPI = /^\/openapi\.(?:json|yaml)$/;

/** Where the JSON Schemas of the types are, each under its name. */
const SCHEMAS = '/schemas/';

/** Whether a path is that of a document: OpenAPI, its viewer, a JSON Schema or a page of the reference. */
export function isDocumentAddress(path: string): boolean {
  return (
    OPENAPI.test(path) ||
    path === VIEWER ||
    VIEWER_SCRIPT.test(path) ||
    path.startsWith(SCHEMAS) ||
    isReferenceAddress(path)
  );
}
