import { RuntimeContext } from '@mastra/core/runtime-context';
import { MCPClient } from '@mastra/mcp';
import { authorization, type McpClient } from './client.ts';

const SERVER = 'sessions';

/** Mastra, which puts the name of the server before those of its tools, and tells nothing but structured content. */
export const mastra: McpClient = {
  name: '@mastra/mcp',
  async connect(target) {
    const client = new MCPClient({
      id: target.apiKey,
      servers: {
        [SERVER]: { url: new URL(target.url), requestInit: { headers: authorization(target) } },
      },
    });
    const tools = await client.getTools();
    return {
      toolNames: async () => Object.keys(tools).map((name) => name.replace(`${SERVER}_`, '')),
      async call(name, given) {
        const result: unknown = await tools[`${SERVER}_${name}`].execute({
          context: given,
          runtimeContext: new RuntimeContext(),
        });
        return JSON.stringify(result);
      },
      close: () => client.disconnect(),
    };
  },
};
