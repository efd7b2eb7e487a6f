#!/bin/sh
# Guess: what an MCP tool returns as audio reaches the model as a file, as an image does: both are content of their own
# kind in MCP, and models of the AI SDK take files of any media type. With @ai-sdk/mcp 2.0.99 and ai 7.0.173 only the
# image becomes a file; the model reads the recording as JSON with its base64 in it, four characters of text for three
# bytes of sound.
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
import { generateText, isStepCount } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { z } from 'zod';
for (const name of ['ai', '@ai-sdk/mcp']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const data = Buffer.alloc(3000).toString('base64');
const results = {
  picture: { content: [{ type: 'image', data, mimeType: 'image/png' }] },
  recording: { content: [{ type: 'audio', data, mimeType: 'audio/wav' }] },
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
    const calls = Object.keys(results).map((toolName) => ({ type: 'tool-call', toolCallId: toolName, toolName, input: '{}' }));
    return prompts.length === 1
      ? { content: calls, finishReason: { unified: 'tool-calls', raw: 'x' }, usage, warnings: [] }
      : { content: [{ type: 'text', text: 'end' }], finishReason: { unified: 'stop', raw: 'x' }, usage, warnings: [] };
  },
});
await generateText({ model, tools: await client.tools(), prompt: 'go', stopWhen: isStepCount(2) });
await client.close();
const shown = Object.fromEntries(prompts[1].at(-1).content.map(({ toolName, output }) => [toolName, output]));
for (const [name, output] of Object.entries(shown)) {
  const [part] = output.value;
  console.log(`${name} of 3,000 bytes: ${part.type}${part.type === 'text' ? ` of ${part.text.length} characters` : ''}`);
}
const text = shown.recording.value[0];
const asSeen = shown.picture.value[0].type === 'file' && text.type === 'text' && text.text.includes(data);
process.exit(asSeen ? 0 : 1);
JS
node run.mjs
