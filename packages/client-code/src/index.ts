export type { ClientLanguage } from './client-language.ts';
export { languageOf, languages } from './languages.ts';
export type { ClientOperation } from './operation.ts';
