import { convertV2, type Options } from 'openapi-to-postmanv2';
import { type Collection, collectionIn, runCollection } from './collection.ts';
import type { OpenApiClient } from './outcome.ts';

/** Postman's import with one of its settings, or as it comes. */
function postmanWith(name: string, options: Options): OpenApiClient {
  return {
    name,
    async run({ url, userName, password }) {
      const data = await (await fetch(`${url}/openapi.json`)).text();
      const collection = await converted(data, options);
      return await runCollection(collection, {
        baseUrl: url,
        basicAuthUsername: userName,
        basicAuthPassword: password,
      });
    },
  };
}

function converted(data: string, options: Options): Promise<Collection> {
  return new Promise((resolve, reject) => {
    convertV2({ type: 'string', data }, options, (error, conversion) => {
      const [first] = conversion?.output ?? [];
      if (first) resolve(collectionIn(first.data));
      else reject(new Error(error?.message ?? conversion?.reason));
    });
  });
}

/** Postman's import: values made up from the schemas, as it comes, and taken from examples. */
export const postman: readonly OpenApiClient[] = [
  postmanWith('Postman', {}),
  postmanWith('Postman with examples', { parametersResolution: 'Example' }),
];
