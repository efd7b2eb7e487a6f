import { blockComment } from '../block-comment.ts';
import type { ClassDeclaration, FieldDeclaration } from '../program.ts';

/** What differs between the languages in comments and annotations. */
export interface NoteSyntax {
  readonly stringLiteral: (text: string) => string;
  /** Takes from a line of a comment what the language reads inside comments too. */
  readonly inComment: (text: string) => string;
}

/** What stands above a class. */
export function classNotes(
  { description, request, dataContract }: ClassDeclaration,
  { stringLiteral, inComment }: NoteSyntax,
): readonly string[] {
  return [
    ...blockComment(description).map(inComment),
    ...(request ? [`@Api(Description=${stringLiteral(description)})`] : []),
    ...(dataContract ? ['@DataContract'] : []),
  ];
}

/** What stands above the field at an index of a class. */
export function fieldNotes(
  { dataContract }: ClassDeclaration,
  { description, required, wireName }: FieldDeclaration,
  index: number,
  name: string,
  { stringLiteral, inComment }: NoteSyntax,
): readonly string[] {
  return [
    ...blockComment(description).map(inComment),
    ...(dataContract ? [`@DataMember(Order=${index + 1})`] : []),
    `@ApiMember(Description=${stringLiteral(description)}${required ? ', IsRequired=true' : ''})`,
    ...(name === wireName ? [] : [`@SerializedName("${wireName}")`]),
  ];
}
