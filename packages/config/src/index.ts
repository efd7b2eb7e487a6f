export { type Configuration, ConfigurationError, readConfiguration, variables } from './configuration.ts';
export { ensureSecret } from './secret.ts';
