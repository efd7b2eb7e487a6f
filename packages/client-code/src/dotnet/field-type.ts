import type { FieldDeclaration } from '../program.ts';
import { spell, type TypeSpelling } from '../text.ts';

const VALUE_TYPES: ReadonlySet<string> = new Set(['int', 'double', 'bool', 'datetime', 'enum']);

/** How a .NET language spells a field's type. */
export interface FieldType {
  readonly spelled: string;
  /** A value type: its fields are never null, unless spelled so. */
  readonly isValue: boolean;
  /** A list or dictionary. */
  readonly isCollection: boolean;
}

/**
 * The type of a field. What may be left out is nullable in a value type too: in a request, `false`, 0 or the first
 * member would change something; of an answer, XML says `i:nil`, for which a reader of data contracts has no value
 * otherwise.
 */
export function fieldType(
  { type, required }: FieldDeclaration,
  spelling: TypeSpelling,
  nullable: (type: string) => string,
): FieldType {
  const isValue = VALUE_TYPES.has(type.kind);
  const spelled = spell(type, spelling);
  const isCollection = type.kind === 'list' || type.kind === 'map';
  return {
    isValue,
    isCollection,
    spelled: isValue && !required ? nullable(spelled) : spelled,
  };
}
