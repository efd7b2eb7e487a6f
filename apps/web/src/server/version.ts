import manifest from '../../package.json' with { type: 'json' };

/** Version of the product, as the changelog has it. The one of its API is told in the documents of the API. */
export const VERSION: string = manifest.version;
