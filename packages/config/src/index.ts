export {
  type Configuration,
  ConfigurationError,
  type Environment,
  readConfiguration,
  variables,
} from './configuration.ts';
export { ensureSecret } from './secret.ts';
