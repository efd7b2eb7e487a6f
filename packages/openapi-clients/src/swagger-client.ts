/// <reference path="./untyped-packages.d.ts" />
import SwaggerClient from 'swagger-client';
import { ACTION, type OpenApiClient, STALE } from './outcome.ts';

/** The client of Swagger UI, which reads the document while it runs. */
export const swaggerClient: OpenApiClient = {
  name: 'swagger-client',
  async run({ url, userName, password }) {
    const { apis } = await SwaggerClient({
      url: `${url}/openapi.json`,
      authorizations: { basic: { username: userName, password } },
    });
    const call = async (name: string, parameters: object, requestBody?: object) => {
      const operation = apis.Session?.[name];
      if (!operation) throw new Error(`It found no ${name} in the document.`);
      return await operation(parameters, { requestBody });
    };
    const first = await call('NewAISession', {}, { purpose: 'First' });
    const second = await call('NewAISession', {}, { purpose: 'Second' });
    const sessionId = first.body.id;
    const changed = await call('PatchAISession', { sessionId }, { purpose: 'Changed' });
    const stale = await call('PatchAISession', { sessionId, 'If-Match': STALE }, { purpose: 'Stale' }).catch(
      (error: { readonly status: number }) => error,
    );
    await call('NewAISessionAction', { sessionId }, ACTION);
    const listed = await call('ListAISessions', { states: ['Open'], countPerPage: 100 });
    const applied = await call('ApplyAISession', { sessionId });
    const deleted = await call('DeleteAISession', { sessionId });
    return {
      created: [sessionId, second.body.id],
      changed: changed.body.purpose,
      stale: stale.status,
      listed: listed.body.items?.map(({ id }) => id) ?? [],
      applied: applied.body.state,
      deleted: deleted.status,
    };
  },
};
