import type { BannerStyle, ClientLanguage } from './client-language.ts';
import { type CodeOptions, heededOptions, optionText, standardOptions } from './options.ts';
import type { TypeSelection } from './selection.ts';

const blockComment: BannerStyle = { open: '/* Options:', close: '*/', prefix: '', off: '//' };

/**
 * Client code with the comment on top. Tools send the options that are not switched off again when they update a saved
 * file. It has no date: the same contract gives the same text.
 *
 * @param given The options that were asked for; the others stand there switched off.
 */
export function withBanner(
  language: ClientLanguage,
  code: string,
  source: { readonly baseUrl: string; readonly version: string },
  { include, exclude }: TypeSelection,
  given: Partial<CodeOptions>,
): string {
  const { open, close, prefix, off, after } = language.banner ?? blockComment;
  const mark = off.startsWith(prefix.trim()) ? off.slice(prefix.trim().length) : off;
  const option = (name: string, value: string, isGiven: boolean) =>
    `${isGiven ? prefix : off}${name}: ${value}`;
  const list = (name: string, values: readonly string[]) => option(name, values.join(','), values.length > 0);
  const lines = [
    `${prefix}Version: ${source.version}`,
    `${prefix}Tip: To override an option, remove "${mark}" in front of it before updating`,
    `${prefix}BaseUrl: ${source.baseUrl}`,
    prefix,
    ...heededOptions(language).map((name) =>
      option(name, optionText(given[name] ?? standardOptions[name]), given[name] !== undefined),
    ),
    list('IncludeTypes', include),
    list('ExcludeTypes', exclude),
  ];
  const comment = [open, ...lines.map((line) => line.trimEnd()), ...(close ? [close] : []), '', ''].join(
    '\n',
  );
  const [first = ''] = after?.exec(code) ?? [];
  return `${first}${comment}${noteOn(code, language)}${code.slice(first.length)}`;
}

function noteOn(code: string, { note }: ClientLanguage): string {
  return note && code.includes(note.concerns) ? ['/*', ...note.lines, '*/', '', ''].join('\n') : '';
}
