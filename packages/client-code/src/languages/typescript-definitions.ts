import type { ClientLanguage } from '../client-language.ts';
import { markersOf } from '../markers.ts';
import { type CodeOptions, standardOptions } from '../options.ts';
import {
  type ClassDeclaration,
  declarationsOf,
  type EnumDeclaration,
  type FieldDeclaration,
} from '../program.ts';
import { angled, indented, spell } from '../text.ts';
import { comment, spelling } from './typescript.ts';

/** What a request is marked with. In a file of types nothing is there to be called. */
const markers = [
  'interface IReturn<T> { }',
  'interface IReturnVoid { }',
  ...['Get', 'Post', 'Patch', 'Delete'].map((verb) => `interface I${verb} { }`),
];

/** Types without code, for programs that send plain objects: what `tsd-ref` of `@servicestack/cli` saves. */
export const typescriptDefinitions: ClientLanguage = {
  slug: 'typescript.d',
  alias: 'typescriptd',
  name: 'TypeScript definitions',
  mediaType: 'text/typescript',
  extension: 'd.ts',
  install: 'npm install @servicestack/client',
  options: ['GlobalNamespace', 'AddDescriptionAsComments'],
  write: (operations, options = standardOptions) => {
    const { GlobalNamespace } = options;
    const code = [
      ...markers,
      '',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) => [
        ...(declaration.kind === 'enum'
          ? enumeration(declaration, options)
          : interfaceOf(declaration, options)),
        '',
      ]),
    ];
    return [
      ...(GlobalNamespace ? [`declare namespace ${GlobalNamespace} {`, ...indented(code), '}', ''] : code),
    ].join('\n');
  },
};

function enumeration(
  { name, description, values }: EnumDeclaration,
  options: CodeOptions,
): readonly string[] {
  return [
    ...comment(description, options),
    `type ${name} = ${values.map((value) => `'${value}'`).join(' | ')};`,
  ];
}

function interfaceOf(declaration: ClassDeclaration, options: CodeOptions): readonly string[] {
  const { name, description, base, fields, typeParameters, request } = declaration;
  const extended = [
    ...(base ? [spell(base, spelling)] : []),
    ...(request ? markersOf(request, spelling) : []),
  ];
  return [
    ...comment(description, options),
    `interface ${angled(name, typeParameters)}${extended.length > 0 ? ` extends ${extended.join(', ')}` : ''}`,
    '{',
    ...indented(fields.flatMap((field) => memberOf(field, options))),
    '}',
  ];
}

function memberOf({ wireName, type, description, required }: FieldDeclaration, options: CodeOptions) {
  return [...comment(description, options), `${wireName}${required ? '' : '?'}: ${spell(type, spelling)};`];
}
