import type { OpenAPIObject as OpenAPIObject30 } from 'openapi3-ts/oas30';
import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { stringify } from 'yaml';

/** The document as YAML, in which parsers of YAML 1.1 and 1.2 find the same. */
export function openApiYaml(document: OpenAPIObject | OpenAPIObject30): string {
  return stringify(document, { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 110 });
}
