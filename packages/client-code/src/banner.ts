import type { BannerStyle, ClientLanguage } from './client-language.ts';
import type { TypeSelection } from './selection.ts';

const blockComment: BannerStyle = { open: '/* Options:', close: '*/', prefix: '', off: '//' };

/**
 * Client code with the comment on top. Tools send the options that are not switched off again when they update a saved
 * file. It has no date: the same contract gives the same text.
 */
export function withBanner(
  language: ClientLanguage,
  code: string,
  source: { readonly baseUrl: string; readonly version: string },
  { include, exclude }: TypeSelection,
): string {
  const { open, close, prefix, off, after = '' } = language.banner ?? blockComment;
  const option = (name: string, values: readonly string[]) =>
    values.length > 0 ? `${name}: ${values.join(',')}` : `${off}${name}: `;
  const lines = [
    `Version: ${source.version}`,
    'Tip: To leave this comment out, add ?WithoutOptions to the address',
    `BaseUrl: ${source.baseUrl}`,
    '',
    option('IncludeTypes', include),
    option('ExcludeTypes', exclude),
  ];
  const comment = [open, ...lines.map((line) => `${prefix}${line}`.trimEnd()), close, '', ''].join('\n');
  return code.startsWith(after) ? `${after}${comment}${code.slice(after.length)}` : `${comment}${code}`;
}
