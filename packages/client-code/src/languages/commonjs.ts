import type { ClientLanguage } from '../client-language.ts';
import { type ClassDeclaration, declarationsOf, type EnumDeclaration } from '../program.ts';
import { indented } from '../text.ts';
import { requestMethods } from './javascript.ts';

/**
 * JavaScript for `require`, and for a `script` of a page that declares `exports` before it: every name is also a
 * variable, as pages know it.
 */
export const commonjs: ClientLanguage = {
  slug: 'js',
  alias: 'commonjs',
  name: 'CommonJS',
  mediaType: 'text/javascript',
  extension: 'js',
  install: 'npm install @servicestack/client',
  write: (operations) =>
    [
      '"use strict";',
      'Object.defineProperty(exports, "__esModule", { value: true });',
      ...declarationsOf(operations, 'dependencyFirst').flatMap((declaration) =>
        declaration.kind === 'enum' ? enumeration(declaration) : classOf(declaration),
      ),
      '',
    ].join('\n'),
};

function enumeration({ name, values }: EnumDeclaration): readonly string[] {
  return [
    `var ${name};`,
    `(function (${name}) {`,
    ...indented(values.map((value) => `${name}["${value}"] = "${value}";`)),
    `})(${name} = exports.${name} || (exports.${name} = {}));`,
  ];
}

function classOf({ name, base, request }: ClassDeclaration): readonly string[] {
  return [
    `var ${name} = class ${name}${base ? ` extends ${base.name}` : ''} {`,
    ...indented([
      `constructor(init) { ${base ? 'super(init); ' : ''}Object.assign(this, init); }`,
      ...(request ? requestMethods(name, request) : []),
    ]),
    '};',
    `exports.${name} = ${name};`,
  ];
}
