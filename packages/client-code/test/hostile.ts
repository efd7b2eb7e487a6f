import {
  declaredNameOf,
  type EnumType,
  type Member,
  type ObjectType,
  type TypeRef,
} from '@ai-sessions/contract';
import type { ClientOperation } from '../src/index.ts';

/** Wording that tries to get out of comments and strings of any language. */
const wording =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: other languages would fill it in
  '"""Ends""" */ here -- // and\n#{there} ${now} $x \\(x) {0} `1` \'2\' \'\'\' {- /* (* *) ?> %> =end ]] </summary> <!-- & \\u000a \\u002a/ \\\u200eu002a/ throw 1; \u201d ) \u2028\u202e\\';

/** Names that one language or another keeps for itself, and names that are hard to put into words. */
const names = [
  'class type end default self fn func error this field def from import super crate str hash method context',
  'genericArgs getMethod operation schema in is try match defer struct isBYOA aiMinutes oauth_token to_h',
].flatMap((line) => line.split(' '));

function member(wireName: string, type: TypeRef, example: unknown, required: boolean): Member {
  return { name: declaredNameOf(wireName), wireName, type, example, required, description: wording };
}

const awkward: EnumType = {
  name: 'Awkward',
  namespace: 'Test',
  description: wording,
  values: ['Plain', 'class', 'None', 'Self', 'error', 'index', 'is', 'type', 'end', 'fn', 'this'],
};

const awkwardItem: ObjectType = {
  name: 'AwkwardItem',
  namespace: 'Test',
  description: wording,
  dataContract: false,
  typeArguments: [],
  members: [
    member('package', { kind: 'string' }, 'one', true),
    member('switch', { kind: 'enum', type: awkward }, 'end', false),
    member('with', { kind: 'map', value: { kind: 'string' } }, { 'new "\\ é': '$x' }, false),
  ],
};

/** An operation whose names and wording no language is glad of. */
export const hostile: ClientOperation = {
  name: 'Hostile',
  verb: 'PATCH',
  response: undefined,
  request: {
    type: {
      name: 'Hostile',
      namespace: 'Test',
      description: wording,
      dataContract: false,
      typeArguments: [],
      members: [
        ...names.map((name, index) => member(name, { kind: 'string' }, `${name} "\\ é 🎈`, index % 2 === 0)),
        member('for', { kind: 'map', value: { kind: 'double' } }, { class: 1.5 }, true),
        member('while', { kind: 'map', value: { kind: 'string' } }, { class: 'x' }, false),
        member('do', { kind: 'map', value: { kind: 'string' } }, {}, false),
        member('var', { kind: 'list', item: { kind: 'list', item: { kind: 'int' } } }, [[1], []], true),
        member('const', { kind: 'bool' }, false, false),
        member('enum', { kind: 'enum', type: awkward }, 'class', false),
        member(
          'case',
          { kind: 'list', item: { kind: 'enum', type: awkward } },
          ['this', 'Self', 'None'],
          true,
        ),
        member(
          'object',
          { kind: 'list', item: { kind: 'object', type: awkwardItem } },
          [{ package: 'two', switch: 'class', with: { x: 'y' } }, { package: 'three' }],
          false,
        ),
      ],
    },
  },
};
