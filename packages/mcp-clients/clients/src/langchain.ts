import { AIMessage } from '@langchain/core/messages';
import { MessagesAnnotation, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { authorization, type McpClient } from './client.ts';
import { textOf } from './text-of.ts';

/** LangGraph, with the tools of LangChain's adapters. */
export const langchain: McpClient = {
  name: '@langchain/mcp-adapters',
  async connect(target) {
    const client = new MultiServerMCPClient({
      mcpServers: {
        sessions: {
          transport: 'http',
          url: target.url,
          headers: authorization(target),
          automaticSSEFallback: false,
        },
      },
    });
    const tools = await client.getTools();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('tools', new ToolNode(tools))
      .addEdge('__start__', 'tools')
      .compile();
    return {
      toolNames: async () => tools.map(({ name }) => name),
      async call(name, given) {
        const says = new AIMessage({ content: '', tool_calls: [{ id: 'call', name, args: given }] });
        const { messages } = await graph.invoke({ messages: [says] });
        return textOf(messages.at(-1)?.content);
      },
      close: () => client.close(),
    };
  },
};
