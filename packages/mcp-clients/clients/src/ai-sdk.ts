import { createMCPClient } from '@ai-sdk/mcp';
import { generateText, stepCountIs } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { authorization, type McpClient } from './client.ts';

const USAGE = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** Vercel's AI SDK. Its model calls the tool, and is told what the SDK makes of the result. */
export const aiSdk: McpClient = {
  name: '@ai-sdk/mcp',
  async connect(target) {
    const client = await createMCPClient({
      transport: { type: 'http', url: target.url, headers: authorization(target) },
    });
    return {
      toolNames: async () => Object.keys(await client.tools()),
      async call(toolName, given) {
        const model = new MockLanguageModelV3({
          doGenerate: [
            {
              content: [{ type: 'tool-call', toolCallId: 'call', toolName, input: JSON.stringify(given) }],
              finishReason: { unified: 'tool-calls', raw: undefined },
              usage: USAGE,
              warnings: [],
            },
            {
              content: [{ type: 'text', text: 'Done.' }],
              finishReason: { unified: 'stop', raw: undefined },
              usage: USAGE,
              warnings: [],
            },
          ],
        });
        await generateText({
          model,
          tools: await client.tools(),
          prompt: 'Go on.',
          stopWhen: stepCountIs(2),
        });
        const told = model.doGenerateCalls.at(-1)?.prompt.at(-1);
        if (told?.role !== 'tool') throw new Error(`The model was told ${JSON.stringify(told)}.`);
        return JSON.stringify(told.content);
      },
      close: () => client.close(),
    };
  },
};
