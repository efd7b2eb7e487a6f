import {
  Agent,
  MCPServerStreamableHttp,
  type Model,
  type ModelRequest,
  type ModelResponse,
  Runner,
  Usage,
} from '@openai/agents';
import { authorization, type McpClient } from './client.ts';

/** A model that calls one tool and then is done. It keeps what it was asked. */
class OneCall implements Model {
  readonly requests: ModelRequest[] = [];
  readonly #name: string;
  readonly #input: string;

  constructor(name: string, input: string) {
    this.#name = name;
    this.#input = input;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    this.requests.push(request);
    const usage = new Usage();
    if (this.requests.length === 1) {
      return {
        usage,
        output: [{ type: 'function_call', callId: 'call', name: this.#name, arguments: this.#input }],
      };
    }
    return {
      usage,
      output: [
        {
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Done.' }],
        },
      ],
    };
  }

  getStreamedResponse(): never {
    throw new Error('Nobody asks for a stream here.');
  }
}

/** The agents of OpenAI's SDK. */
export const openaiAgents: McpClient = {
  name: '@openai/agents',
  async connect(target) {
    const server = new MCPServerStreamableHttp({
      name: 'sessions',
      url: target.url,
      requestInit: { headers: authorization(target) },
    });
    await server.connect();
    const runner = new Runner({ tracingDisabled: true });
    return {
      toolNames: async () => (await server.listTools()).map(({ name }) => name),
      async call(tool, given) {
        const model = new OneCall(tool, JSON.stringify(given));
        await runner.run(new Agent({ name: 'Agent', model, mcpServers: [server] }), 'Go on.');
        const { input } = model.requests.at(-1) ?? {};
        const told = Array.isArray(input) ? input.at(-1) : undefined;
        if (told?.type !== 'function_call_result') throw new Error(`It was told ${JSON.stringify(told)}.`);
        return JSON.stringify(told.output);
      },
      close: () => server.close(),
    };
  },
};
