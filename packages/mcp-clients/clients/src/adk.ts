import {
  BaseLlm,
  InMemoryRunner,
  LlmAgent,
  type LlmRequest,
  type LlmResponse,
  MCPToolset,
} from '@google/adk';
import { authorization, type McpClient } from './client.ts';

/** A model that calls one tool and then is done. It keeps what it was told last. */
class OneCall extends BaseLlm {
  told: LlmRequest['contents'][number] | undefined;
  #asked = 0;
  readonly #name: string;
  readonly #args: Record<string, unknown>;

  constructor(name: string, args: Readonly<Record<string, unknown>>) {
    super({ model: 'scripted' });
    this.#name = name;
    this.#args = { ...args };
  }

  override async *generateContentAsync({ contents }: LlmRequest): AsyncGenerator<LlmResponse, void> {
    this.told = contents.at(-1);
    const part =
      this.#asked++ === 0
        ? { functionCall: { id: 'call', name: this.#name, args: this.#args } }
        : { text: 'Done.' };
    yield { content: { role: 'model', parts: [part] } };
  }

  override connect(): never {
    throw new Error('Nobody talks live here.');
  }
}

/** Google's Agent Development Kit. */
export const adk: McpClient = {
  name: '@google/adk',
  async connect(target) {
    const toolset = new MCPToolset({
      type: 'StreamableHTTPConnectionParams',
      url: target.url,
      transportOptions: { requestInit: { headers: authorization(target) } },
    });
    return {
      toolNames: async () => (await toolset.getTools()).map(({ name }) => name),
      async call(name, given) {
        const model = new OneCall(name, given);
        const runner = new InMemoryRunner({
          agent: new LlmAgent({ name: 'agent', model, tools: [toolset] }),
        });
        const events = runner.runEphemeral({
          userId: 'user',
          newMessage: { role: 'user', parts: [{ text: 'Go on.' }] },
        });
        for await (const { errorMessage } of events) if (errorMessage) throw new Error(errorMessage);
        return JSON.stringify(model.told);
      },
      close: () => toolset.close(),
    };
  },
};
