/** What is used of `@usebruno/converters`, which brings no types. */
declare module '@usebruno/converters' {
  export interface BrunoItem {
    readonly items?: readonly BrunoItem[];
    readonly request?: { readonly params: readonly { readonly enabled: boolean }[] };
  }
  interface BrunoCollection {
    readonly items: readonly BrunoItem[];
  }
  export function openApiToBruno(document: unknown): BrunoCollection;
  export function brunoToPostman(collection: BrunoCollection): import('./collection.ts').Collection;
}
