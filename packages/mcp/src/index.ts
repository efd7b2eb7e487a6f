export { createMcpEndpoint, type McpEndpoint, type McpOptions } from './endpoint.ts';
export type { McpEvents } from './events.ts';
export { addressProblem, type KnownAddresses } from './http/addresses.ts';
export type { McpAnswer, McpRequest } from './http/message.ts';
