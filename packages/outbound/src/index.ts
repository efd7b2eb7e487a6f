export { mayContact, type Network, parseNetworks } from './addresses.ts';
export {
  type CallResult,
  createOutbound,
  type Limits,
  type Outbound,
  type OutboundPolicy,
} from './outbound.ts';
export type { OutboundRequest } from './request.ts';
export { parseTargets, type Target } from './targets.ts';
export { fillUrl, templateProblem, type UrlResult } from './url-template.ts';
export { createVault, type Vault } from './vault.ts';
