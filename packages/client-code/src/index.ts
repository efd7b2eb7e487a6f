export { withBanner } from './banner.ts';
export type { BannerStyle, ClientLanguage } from './client-language.ts';
export { languageOf, languages } from './languages.ts';
export { typesMetadata } from './metadata.ts';
export type { ClientOperation } from './operation.ts';
export { type CodeOptions, heededOptions, type OptionName, readOptions, standardOptions } from './options.ts';
export { readSelection, selectTypes } from './selection.ts';
