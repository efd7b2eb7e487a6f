#!/bin/sh
# Guess: a result with `isError: true` is to the AI SDK what a tool that throws is: a tool-error in the step, and error text
# for the model. With @ai-sdk/mcp 2.0.99 and ai 7.0.173 it is a tool-result like any other, in the step and for the model,
# and the flag is not in what the model reads: only the words of the server can say that nothing was done.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  ai@7.0.173 @ai-sdk/mcp@2.0.99 @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createMCPClient } from '@ai-sdk/mcp';
import { InMemoryTransport } from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/server';
import { generateText, isStepCount, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { z } from 'zod';
for (const name of ['ai', '@ai-sdk/mcp']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const results = {
  success: { content: [{ type: 'text', text: 'Customer 7' }] },
  failure: { isError: true, content: [{ type: 'text', text: 'Customer 7' }] },
};
const server = new McpServer({ name: 'finding', version: '1' });
for (const [name, result] of Object.entries(results)) server.registerTool(name, { inputSchema: z.object({}) }, () => result);
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = await createMCPClient({ transport: near });
const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
const prompts = [];
const model = new MockLanguageModelV4({
  doGenerate: async ({ prompt }) => {
    prompts.push(prompt);
    const calls = [...Object.keys(results), 'thrower'].map((toolName) => ({ type: 'tool-call', toolCallId: toolName, toolName, input: '{}' }));
    return prompts.length === 1
      ? { content: calls, finishReason: { unified: 'tool-calls', raw: 'x' }, usage, warnings: [] }
      : { content: [{ type: 'text', text: 'end' }], finishReason: { unified: 'stop', raw: 'x' }, usage, warnings: [] };
  },
});
const thrower = tool({
  inputSchema: z.object({}),
  execute: async () => {
    throw new Error('thrown');
  },
});
const tools = { ...(await client.tools()), thrower };
const { steps } = await generateText({ model, tools, prompt: 'go', stopWhen: isStepCount(2) });
await client.close();
const kinds = Object.fromEntries(
  steps[0].content.filter(({ type }) => type !== 'tool-call').map(({ toolName, type }) => [toolName, type]),
);
const shown = Object.fromEntries(prompts[1].at(-1).content.map(({ toolName, output }) => [toolName, JSON.stringify(output)]));
for (const name of ['thrower', 'success', 'failure']) console.log(`${name}: ${kinds[name]}; for the model: ${shown[name]}`);
const likeThrown = kinds.thrower === 'tool-error' && shown.thrower.includes('error-text');
process.exit(likeThrown && kinds.failure === 'tool-result' && shown.failure === shown.success ? 0 : 1);
JS
node run.mjs
