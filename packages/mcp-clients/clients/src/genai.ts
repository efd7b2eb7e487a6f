import { GoogleGenAI, mcpToTool } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { authorization, IMPLEMENTATION, type McpClient } from './client.ts';
import { startScriptedServer } from './scripted-server.ts';

/** What the model says, as its server answers with it. */
function candidate(part: object): object {
  return { candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }] };
}

/** Gemini by Google's SDK, which calls the tools by itself. */
export const genai: McpClient = {
  name: '@google/genai',
  async connect(target) {
    const client = new Client(IMPLEMENTATION);
    await client.connect(
      new StreamableHTTPClientTransport(new URL(target.url), {
        requestInit: { headers: authorization(target) },
      }),
    );
    return {
      async toolNames() {
        const { functionDeclarations = [] } = await mcpToTool(client).tool();
        return functionDeclarations.map(({ name }) => name ?? '');
      },
      async call(name, given) {
        const server = await startScriptedServer([
          candidate({ functionCall: { name, args: given } }),
          candidate({ text: 'Done.' }),
        ]);
        try {
          await new GoogleGenAI({
            apiKey: 'none',
            httpOptions: { baseUrl: server.url },
          }).models.generateContent({
            model: 'gemini-2.5-flash',
            contents: 'Go on.',
            config: { tools: [mcpToTool(client)] },
          });
        } finally {
          await server.close();
        }
        return JSON.stringify(JSON.parse(server.requests.at(-1) ?? '{}').contents?.at(-1));
      },
      close: () => client.close(),
    };
  },
};
