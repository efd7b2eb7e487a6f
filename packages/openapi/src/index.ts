export type { Formats } from './content.ts';
export { type OpenApiSource, openApiDocument } from './document.ts';
export type { JsonSchema } from './json-schema.ts';
export { jsonSchemas } from './json-schemas.ts';
export { openApiYaml } from './yaml.ts';
