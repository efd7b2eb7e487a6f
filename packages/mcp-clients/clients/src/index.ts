import { adk } from './adk.ts';
import { aiSdk } from './ai-sdk.ts';
import { anthropic } from './anthropic.ts';
import type { McpClient } from './client.ts';
import { genai } from './genai.ts';
import { inspector } from './inspector.ts';
import { langchain } from './langchain.ts';
import { mastra } from './mastra.ts';
import { mcpRemote } from './mcp-remote.ts';
import { openaiAgents } from './openai-agents.ts';
import { sdkClients } from './sdk.ts';
import { sdk1 } from './sdk-1.ts';

export type { McpClient, McpConnection, McpTarget } from './client.ts';
export { conformanceScenarios, runAuthorizationConformance, runConformance } from './conformance.ts';
export { MCP_REMOTE_NAME, spoilKeptToken, startMcpRemote } from './mcp-remote-oauth.ts';
export { type OAuthClient, oauthClients } from './oauth.ts';

/** Every client that is run against the service. */
export const mcpClients: readonly McpClient[] = [
  ...sdkClients,
  sdk1,
  anthropic,
  openaiAgents,
  aiSdk,
  langchain,
  genai,
  adk,
  mastra,
  mcpRemote,
  inspector,
];
