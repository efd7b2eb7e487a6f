/** What is used of `openapi-to-postmanv2`, which brings no types. */
declare module 'openapi-to-postmanv2' {
  export interface Options {
    readonly parametersResolution?: 'Schema' | 'Example';
  }
  interface Conversion {
    readonly output?: readonly { readonly data: import('./collection.ts').Collection }[];
    readonly reason?: string;
  }
  export function convertV2(
    input: { readonly type: 'string'; readonly data: string },
    options: Options,
    callback: (error: Error | null, conversion: Conversion) => void,
  ): void;
}
