export { mayContact } from './addresses.ts';
export { fillUrl, type UrlResult } from './url-template.ts';
export { createVault, type Vault } from './vault.ts';
