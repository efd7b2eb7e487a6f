export {
  type Configuration,
  ConfigurationError,
  type Environment,
  readConfiguration,
  variables,
} from './configuration.ts';
export { AUTH_SECRET_FILE, ensureSecret, readSecret, replaceSecret } from './secret.ts';
