export { createMcpEndpoint, type McpEndpoint, type McpOptions } from './endpoint.ts';
export type { McpEvents } from './events.ts';
export type { McpAnswer, McpRequest } from './http/message.ts';
