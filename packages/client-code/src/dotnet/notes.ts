import { xmlNamespaceOf } from '@ai-sessions/contract';
import type { CodeOptions } from '../options.ts';
import type { ClassDeclaration, EnumDeclaration, FieldDeclaration } from '../program.ts';
import { oneLine } from '../text.ts';

/** How a .NET language writes descriptions and attributes. */
export interface NoteSyntax {
  /** What starts a line of documentation. */
  readonly comment: string;
  /** The element that holds a description. */
  readonly summary: string;
  readonly attribute: (text: string) => string;
  readonly argument: (name: string, value: string) => string;
  readonly stringLiteral: (text: string) => string;
}

/** The description of a type, as documentation, unless it is not wanted. */
function summary(
  text: string,
  { comment, summary }: NoteSyntax,
  { AddDescriptionAsComments }: CodeOptions,
): readonly string[] {
  if (!AddDescriptionAsComments) return [];
  const xml = oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [`${comment}<${summary}>`, `${comment}${xml}`, `${comment}</${summary}>`];
}

/** What stands above a class. */
export function classNotes(
  { description, request, dataContract, namespace, xmlNamespace }: ClassDeclaration,
  syntax: NoteSyntax,
  options: CodeOptions,
): readonly string[] {
  return [
    ...summary(description, syntax, options),
    ...(request ? [note('Api', [described(description, syntax)], syntax)] : []),
    ...(dataContract || options.AddDataContractAttributes
      ? [dataContractNote(namespace, xmlNamespace, syntax)]
      : []),
  ];
}

/** What stands above an enumeration, and above each of its members. */
export function enumerationNotes(
  { description, namespace, xmlNamespace }: EnumDeclaration,
  syntax: NoteSyntax,
  options: CodeOptions,
): { readonly type: readonly string[]; readonly member: readonly string[] } {
  const text = summary(description, syntax, options);
  // Where it is a data contract, members without a note are none of it.
  if (!options.AddDataContractAttributes || xmlNamespace === xmlNamespaceOf({ namespace })) {
    return { type: text, member: [] };
  }
  return {
    type: [...text, dataContractNote(namespace, xmlNamespace, syntax)],
    member: [syntax.attribute('EnumMember')],
  };
}

/** It says the namespace in XML where that does not follow from the one in the code. */
function dataContractNote(namespace: string, xmlNamespace: string, syntax: NoteSyntax): string {
  if (xmlNamespace === xmlNamespaceOf({ namespace })) return syntax.attribute('DataContract');
  return note('DataContract', [syntax.argument('Namespace', syntax.stringLiteral(xmlNamespace))], syntax);
}

/** What stands above the field at an index of a class. */
export function fieldNotes(
  { dataContract }: ClassDeclaration,
  { description, required }: FieldDeclaration,
  index: number,
  syntax: NoteSyntax,
  options: CodeOptions,
): readonly string[] {
  const { AddDataContractAttributes, AddIndexesToDataMembers } = options;
  const order = syntax.argument('Order', `${index + 1}`);
  const ordered = note('DataMember', [order], syntax);
  const member = AddDataContractAttributes ? [syntax.attribute('DataMember')] : [];
  const isRequired = required ? [syntax.argument('IsRequired', 'true')] : [];
  return [
    ...summary(description, syntax, options),
    ...(dataContract || (AddDataContractAttributes && AddIndexesToDataMembers) ? [ordered] : member),
    note('ApiMember', [described(description, syntax), ...isRequired], syntax),
  ];
}

function described(text: string, { argument, stringLiteral }: NoteSyntax): string {
  return argument('Description', stringLiteral(text));
}

function note(name: string, values: readonly string[], { attribute }: NoteSyntax): string {
  return attribute(`${name}(${values.join(', ')})`);
}
