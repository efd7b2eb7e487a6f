import type { ClassDeclaration, FieldDeclaration } from '../program.ts';
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
 * The type of a field. A request, or the base of requests, leaves out what was not set: as `false`, 0 or the first
 * member it would change something. Its optional fields of value types are nullable therefore.
 */
export function fieldType(
  { request, marker }: ClassDeclaration,
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
    spelled: isValue && (request ?? marker) && !required ? nullable(spelled) : spelled,
  };
}
