export { type BannerStyle, withBanner } from './banner.ts';
export type { ClientLanguage } from './client-language.ts';
export { languageOf, languages } from './languages.ts';
export { typesMetadata } from './metadata.ts';
export type { ClientOperation } from './operation.ts';
export { readSelection, selectTypes } from './selection.ts';
