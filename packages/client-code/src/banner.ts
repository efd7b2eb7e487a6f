import type { ClientLanguage } from './client-language.ts';
import type { TypeSelection } from './selection.ts';

/** How a language writes a comment of several lines, and a line in it that is switched off. */
export interface BannerStyle {
  readonly open: string;
  readonly close: string;
  /** Before every line between the two; empty where a block comment holds them. */
  readonly prefix: string;
  /** Before an option that is not set. */
  readonly off: string;
}

const blockComment: BannerStyle = { open: '/* Options:', close: '*/', prefix: '', off: '//' };

/**
 * The comment on top of client code. Tools send the options that are not switched off again when they update a saved
 * file. It has no date: the same contract gives the same text.
 *
 */
export function bannerOf(
  { banner = blockComment }: ClientLanguage,
  source: { readonly baseUrl: string; readonly version: string },
  { include, exclude }: TypeSelection,
): string {
  const option = (name: string, values: readonly string[]) =>
    values.length > 0 ? `${name}: ${values.join(',')}` : `${banner.off}${name}: `;
  const lines = [
    `Version: ${source.version}`,
    `Tip: To leave this comment out, add ?WithoutOptions to the address`,
    `BaseUrl: ${source.baseUrl}`,
    '',
    option('IncludeTypes', include),
    option('ExcludeTypes', exclude),
  ];
  return [
    banner.open,
    ...lines.map((line) => `${banner.prefix}${line}`.trimEnd()),
    banner.close,
    '',
    '',
  ].join('\n');
}
