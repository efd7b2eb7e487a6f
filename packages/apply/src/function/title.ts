import { visibleLine } from './visible-text.ts';

const PLACEHOLDER = /\{([^{}]+)\}/g;

/** The names of the arguments that a title shows. */
export function titleArguments(template: string): ReadonlySet<string> {
  return new Set(Array.from(template.matchAll(PLACEHOLDER), ([, name = '']) => name));
}

/**
 * Fills a title with the real arguments. Values stand in quotation marks that they cannot contain, so that none can be
 * taken for a part of the sentence.
 *
 * @param names What is shown instead of a value: the name of an account instead of its id.
 */
export function fillTitle(
  template: string,
  values: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): string {
  return visibleLine(template).replace(PLACEHOLDER, (_, name: string) => {
    if (!Object.hasOwn(values, name)) return '(nothing)';
    const value = values[name];
    const text = typeof value === 'string' ? (names.get(value) ?? value) : valueText(value);
    return `“${visibleLine(text).replaceAll(/[“”„‟]/g, '"')}”`;
  });
}

/** An argument as it is shown: text as it is, everything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
