/// <reference path="./untyped-packages.d.ts" />
import { type BrunoItem, brunoToPostman, openApiToBruno } from '@usebruno/converters';
import { collectionIn, runCollection } from './collection.ts';
import type { OpenApiClient } from './outcome.ts';

/** Bruno's import. What it has switched on is sent by Postman's runtime, for which Bruno's own exporter writes it. */
export const bruno: OpenApiClient = {
  name: 'Bruno',
  async run({ url, userName, password }) {
    const document: unknown = await (await fetch(`${url}/openapi.json`)).json();
    const imported = openApiToBruno(document);
    const collection = brunoToPostman({ ...imported, items: imported.items.map(switchedOn) });
    return await runCollection(collectionIn(collection), { baseUrl: url, username: userName, password });
  },
};

/** An item without parameters that are switched off: the exporter forgets that they are. */
function switchedOn(item: BrunoItem): BrunoItem {
  const { items, request } = item;
  return {
    ...item,
    ...(items ? { items: items.map(switchedOn) } : {}),
    ...(request ? { request: { ...request, params: request.params.filter(({ enabled }) => enabled) } } : {}),
  };
}
