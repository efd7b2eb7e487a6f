/** What is used of `swagger-client`, which brings no types. */
declare module 'swagger-client' {
  interface Session {
    readonly id?: string;
    readonly purpose?: string;
    readonly state?: string;
    readonly items?: readonly { readonly id?: string }[];
  }
  interface Response {
    readonly status: number;
    readonly body: Session;
  }
  type Operation = (parameters: object, options: { readonly requestBody?: object }) => Promise<Response>;
  interface Client {
    /** Operations by tag and operationId. */
    readonly apis: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  }
  export default function SwaggerClient(options: {
    readonly url: string;
    readonly authorizations: Readonly<
      Record<string, { readonly username: string; readonly password: string }>
    >;
  }): Promise<Client>;
}

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
  export function brunoToPostman(collection: BrunoCollection): object;
}
