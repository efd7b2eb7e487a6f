export type { Formats } from './content.ts';
export { type OpenApiSource, openApiDocument } from './document.ts';
export type { JsonSchema } from './json-schema.ts';
export { jsonSchemas } from './json-schemas.ts';
export { openApi30 } from './openapi-3-0.ts';
export { openApiYaml } from './yaml.ts';
