import type { TypeUse } from './program.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const BREAKS_A_LINE = /[\u0000-\u0020\u007f-\u009f\u2028\u2029]+/gu;
/** Marks that turn the direction of text, and the byte order mark: compilers refuse them, readers are misled. */
const MISLEADING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A description as one line that every compiler reads: no line breaks, no control characters, whole characters. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(MISLEADING, '').replace(BREAKS_A_LINE, ' ').trim();
}

/** Text inside a block comment, also where such comments nest. */
export function inBlockComment(text: string): string {
  return oneLine(text).replaceAll('*/', '* /').replaceAll('/*', '/ *');
}

/** The lines, each moved right. */
export function indented(lines: readonly string[], by = '    '): readonly string[] {
  return lines.map((line) => (line ? `${by}${line}` : line));
}

/** A name with type arguments or parameters between angle brackets, where there are any. */
export function angled(name: string, types: readonly string[]): string {
  return types.length > 0 ? `${name}<${types.join(', ')}>` : name;
}

/** How a language spells its types. */
export interface TypeSpelling {
  readonly string: string;
  readonly int: string;
  readonly double: string;
  readonly bool: string;
  readonly datetime: string;
  readonly list: (item: string) => string;
  readonly map: (value: string) => string;
  /** A class with its type arguments. */
  readonly generic: (name: string, typeArguments: readonly string[]) => string;
  /** A declared name, where some are reserved. */
  readonly name?: (name: string) => string;
  /** A type parameter, where it is not just its name. */
  readonly parameter?: (name: string) => string;
}

/** Spells a type in a language. */
export function spell(type: TypeUse, spelling: TypeSpelling): string {
  switch (type.kind) {
    case 'enum':
      return spelling.name?.(type.name) ?? type.name;
    case 'parameter':
      return spelling.parameter?.(type.name) ?? type.name;
    case 'list':
      return spelling.list(spell(type.item, spelling));
    case 'map':
      return spelling.map(spell(type.value, spelling));
    case 'class': {
      const typeArguments = type.arguments.map((argument) => spell(argument, spelling));
      const name = spelling.name?.(type.name) ?? type.name;
      return typeArguments.length ? spelling.generic(name, typeArguments) : name;
    }
    default:
      return spelling[type.kind];
  }
}
