/// <reference path="./untyped-packages.d.ts" />
import { bruno } from './bruno.ts';
import { heyApi } from './hey-api.ts';
import { openapiTypescript } from './openapi-typescript.ts';
import { orval } from './orval.ts';
import type { OpenApiClient } from './outcome.ts';
import { postman } from './postman.ts';
import { swaggerClient } from './swagger-client.ts';

export type { OpenApiClient, Outcome, Target } from './outcome.ts';

/** Every client that is run against the service. */
export const openApiClients: readonly OpenApiClient[] = [
  openapiTypescript,
  heyApi,
  orval,
  swaggerClient,
  ...postman,
  bruno,
];
