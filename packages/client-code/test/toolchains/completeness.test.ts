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

it('has requests in .NET leave out what was not set', () => {
  const csharp = codeIn('csharp');
  expect(csharp).toMatch(/class PatchUser$[\s\S]*?public virtual bool\? Disabled /m);
  expect(csharp).toMatch(/class ListRequest<T>$[\s\S]*?public virtual SortOrders\? SortOrder /m);
  expect(csharp).toMatch(/class ListResponse<T>$[\s\S]*?public virtual bool HasMorePages /m);
  expect(codeIn('vbnet')).toContain('Property SortOrder As Nullable(Of SortOrders)');
  expect(codeIn('fsharp')).toContain('SortOrder:Nullable<SortOrders> = new Nullable<SortOrders>()');
});
