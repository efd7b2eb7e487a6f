import { allMembers, operations, typesOf } from '@ai-sessions/contract';
import { expect, it } from 'vitest';
import type { FieldDeclaration } from '../../src/program.ts';
import { codeIn } from './toolchain.ts';

/** How each language declares a type, and a field; what the name stands in is a regular expression. */
const shapes: Readonly<
  Record<
    string,
    {
      readonly type: (name: string) => string;
      readonly field: (field: Pick<FieldDeclaration, 'name' | 'wireName'>) => string;
    }
  >
> = {
  csharp: {
    type: (name) => `public partial class ${name}(?:<T>)?$`,
    field: ({ name }) => `public virtual \\S.* @?${name} { get; set; }$`,
  },
  vbnet: {
    type: (name) => `Public Partial Class ${name}(?:\\(Of T\\))?$`,
    field: ({ name }) => `Public Overridable Property \\[?${name}\\]? As \\S.*$`,
  },
  fsharp: {
    type: (name) => `type ${name}(?:<'T>)?\\(\\) = $`,
    field: ({ name }) => `member val ${name}:\\S+(?: \\S+)? = .+ with get,set$`,
  },
  java: {
    type: (name) => `public static class ${name}\\b.*$`,
    field: ({ wireName }) => `public \\S+ ${wireName} = null;$`,
  },
  kotlin: {
    type: (name) => `open class ${name}\\b.*$`,
    field: ({ wireName }) => `open var ${wireName}:\\S+\\? = null$`,
  },
  swift: {
    type: (name) => `public class ${name}\\b.*$`,
    field: ({ wireName }) => `public var ${wireName}:\\S+\\?$`,
  },
};

it.each(Object.entries(shapes))('%s has every type of the API once, and every field', (slug, shape) => {
  const code = codeIn(slug);
  for (const type of operations.flatMap((operation) => Object.values(typesOf(operation)))) {
    if (!type) continue;
    expect(code.match(new RegExp(`^ *${shape.type(type.name)}`, 'gm'))).toHaveLength(1);
    for (const member of allMembers(type)) expect(code).toMatch(new RegExp(`^ *${shape.field(member)}`, 'm'));
  }
});

/** How the languages of .NET write a field of a value type that may be left out. */
const optionalValues: Readonly<Record<string, (name: string) => string>> = {
  csharp: (name) => `public virtual \\w+\\? @?${name} { get; set; }$`,
  vbnet: (name) => `Public Overridable Property \\[?${name}\\]? As Nullable\\(Of \\w+\\)$`,
  fsharp: (name) => `member val ${name}:Nullable<\\w+> = new Nullable<\\w+>\\(\\) with get,set$`,
};

it.each(Object.entries(optionalValues))(
  '%s has a null for every value that may be left out, of requests and of answers',
  (slug, field) => {
    const code = codeIn(slug);
    for (const type of operations.flatMap((operation) => Object.values(typesOf(operation)))) {
      if (!type) continue;
      const [, after = ''] = code.split(new RegExp(`^ *${shapes[slug]?.type(type.name)}`, 'm'));
      const [declaration = ''] = after.split(/^ *(?:public partial class|Public Partial Class|type) /m);
      for (const { name, type: of, required } of type.members) {
        if (!['int', 'double', 'bool', 'datetime', 'enum'].includes(of.kind)) continue;
        expect(new RegExp(`^ *${field(name)}`, 'm').test(declaration), `${type.name}.${name}`).toBe(
          !required,
        );
      }
    }
  },
);
