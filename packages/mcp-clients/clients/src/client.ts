/** A service to connect to, and who connects. */
export interface McpTarget {
  /** Address where agents connect: `http://localhost:3000/mcp`. */
  readonly url: string;
  readonly apiKey: string;
}

/** A client that is connected. */
export interface McpConnection {
  /** Names of the tools, as the model gets them, without what the client puts before each. */
  toolNames(): Promise<readonly string[]>;
  /**
   * Calls a tool as the model would. Gives what the model is told of the result, as text: clients differ in how much of
   * it they pass on.
   */
  call(tool: string, given: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** A program that uses the tools of MCP servers. */
export interface McpClient {
  /** What it is called, with what it was told. */
  readonly name: string;
  /**
   * Connects.
   *
   * @throws Error when the client itself cannot do it.
   */
  connect(target: McpTarget): Promise<McpConnection>;
}

/** The header that an API key is sent in. */
export function authorization({ apiKey }: McpTarget): { readonly Authorization: string } {
  return { Authorization: `Bearer ${apiKey}` };
}

/** Who the clients say that they are. */
export const IMPLEMENTATION = { name: 'mcp-clients', version: '0.1.0' };
