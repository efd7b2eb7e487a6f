import type { Member, ObjectType, TypeRef } from '@ai-sessions/contract';
import fc from 'fast-check';
import { membersOf } from '../src/members.ts';
import type { WireType } from '../src/wire-type.ts';

function member(name: string, type: TypeRef): Member {
  const wireName = name.charAt(0).toLowerCase() + name.slice(1);
  return { name, wireName, type, description: '', required: false, example: undefined };
}

const text: TypeRef = { kind: 'string' };

const Ancestor: ObjectType = {
  name: 'Ancestor',
  namespace: 'Tests',
  description: '',
  dataContract: false,
  typeArguments: [],
  members: [member('Id', text), member('Created', { kind: 'datetime' })],
};

const Leaf: ObjectType = {
  name: 'Leaf',
  namespace: 'Tests.Inner',
  description: '',
  dataContract: false,
  base: Ancestor,
  typeArguments: [],
  members: [member('Name', text), member('Size', { kind: 'int' })],
};

const leaf: TypeRef = { kind: 'object', type: Leaf };

/** A class with a member of every kind, nested both ways, of several namespaces. */
export const Everything: ObjectType = {
  name: 'Everything',
  namespace: 'Tests',
  description: '',
  dataContract: false,
  base: Ancestor,
  typeArguments: [],
  members: [
    member('Text', text),
    member('Int', { kind: 'int' }),
    member('Double', { kind: 'double' }),
    member('Bool', { kind: 'bool' }),
    member('At', { kind: 'datetime' }),
    member('Order', {
      kind: 'enum',
      type: { name: 'Orders', namespace: 'Tests', description: '', values: ['Ascend', 'Descend'] },
    }),
    member('Leaf', leaf),
    member('Texts', { kind: 'list', item: text }),
    member('Leaves', { kind: 'list', item: leaf }),
    member('Lists', { kind: 'list', item: { kind: 'list', item: { kind: 'double' } } }),
    member('Tags', { kind: 'map', value: text }),
    member('Shelves', { kind: 'map', value: { kind: 'list', item: leaf } }),
    member('Maps', { kind: 'list', item: { kind: 'map', value: { kind: 'int' } } }),
  ],
};

/** The type of {@link Everything}. */
export const everything: WireType = { kind: 'object', type: Everything };

/** Limits of a format that cannot tell some values apart. */
export interface Lossy {
  /** Characters that it can hold; all but U+0000 and half pairs when left out. */
  readonly characters?: RegExp;
  /** An empty text comes back as nothing. */
  readonly emptyTextIsNull?: boolean;
}

const trickyText = fc.constantFrom(
  '"',
  '""',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '\\',
  '&',
  '<',
  ']]>',
  "'",
  '=1',
  '%',
  '+',
  'null',
  'True',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\uffff',
  '\u{10ffff}',
  '\u{1f600}',
  'a',
);

function textOf({ characters = /^[^\0]*$/su, emptyTextIsNull }: Lossy): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(trickyText, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 6 })
    .map((parts) => parts.join(''))
    .filter((made) => made.isWellFormed() && characters.test(made) && !(emptyTextIsNull && made === ''));
}

const key = (lossy: Lossy) => textOf(lossy).filter((name) => name !== '__proto__');

/** Values of a type. Absent members are left out, as decoders do. */
export function valuesOf(type: WireType, lossy: Lossy = {}): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'object':
      return fc.record(
        Object.fromEntries(membersOf(type.type).map((each) => [each.wireName, valuesOf(each.type, lossy)])),
        { requiredKeys: [], noNullPrototype: true },
      );
    case 'list':
      return fc.array(valuesOf(type.item, lossy), { maxLength: 4 });
    case 'map':
      return fc.dictionary(key(lossy), valuesOf(type.value, lossy), { maxKeys: 4, noNullPrototype: true });
    case 'int':
      return fc.integer();
    case 'double':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case 'bool':
      return fc.boolean();
    case 'datetime':
      return fc
        .date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        })
        .map((date) => date.toISOString());
    case 'enum':
      return fc.constantFrom(...type.type.values);
    default:
      return textOf(lossy);
  }
}
