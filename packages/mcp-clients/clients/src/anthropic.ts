import Anthropic from '@anthropic-ai/sdk';
import { mcpTools } from '@anthropic-ai/sdk/helpers/beta/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { authorization, IMPLEMENTATION, type McpClient } from './client.ts';
import { startScriptedServer } from './scripted-server.ts';

const MODEL = 'claude-sonnet-5-5';

/** A message of the model, as its server answers with it. */
function message(content: object, reason: 'tool_use' | 'end_turn'): object {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: MODEL,
    content: [content],
    stop_reason: reason,
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
}

/** Claude by Anthropic's SDK, whose tool runner calls the tools. */
export const anthropic: McpClient = {
  name: '@anthropic-ai/sdk',
  async connect(target) {
    const client = new Client(IMPLEMENTATION);
    await client.connect(
      new StreamableHTTPClientTransport(new URL(target.url), {
        requestInit: { headers: authorization(target) },
      }),
    );
    const { tools } = await client.listTools();
    return {
      toolNames: async () => tools.map(({ name }) => name),
      async call(name, given) {
        const server = await startScriptedServer([
          message({ type: 'tool_use', id: 'call', name, input: given }, 'tool_use'),
          message({ type: 'text', text: 'Done.' }, 'end_turn'),
        ]);
        try {
          await new Anthropic({ apiKey: 'none', baseURL: server.url }).beta.messages.toolRunner({
            model: MODEL,
            max_tokens: 1_000,
            messages: [{ role: 'user', content: 'Go on.' }],
            // Results of the very first protocol have another shape; this client asks for none.
            tools: mcpTools(tools, {
              callTool: async (params) => CallToolResultSchema.parse(await client.callTool(params)),
            }),
          });
        } finally {
          await server.close();
        }
        return JSON.stringify(JSON.parse(server.requests.at(-1) ?? '{}').messages?.at(-1));
      },
      close: () => client.close(),
    };
  },
};
