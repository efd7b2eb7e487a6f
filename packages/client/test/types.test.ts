import type * as contract from '@ai-sessions/contract';
import { type Dto, type Input, type Operation, operations, type Value } from '@ai-sessions/contract';
import { expect, expectTypeOf, it } from 'vitest';
import { createClient, type OperationTypes } from '../src/index.ts';

type Exported = typeof contract;
type Operations = {
  readonly [Name in keyof Exported as Exported[Name] extends Operation
    ? Name
    : never]: Exported[Name] extends Operation<infer Request, infer Response>
    ? {
        readonly request: Input<Request>;
        readonly response: Response extends Dto ? Value<Response> : undefined;
      }
    : never;
};

it('has the types of the contract', () => {
  expectTypeOf<keyof OperationTypes>().toEqualTypeOf<keyof Operations>();
  expectTypeOf<OperationTypes>().branded.toEqualTypeOf<Operations>();
});

it('has a method for every operation, and no other', () => {
  const client = createClient({ baseUrl: 'https://sessions.example.com' });
  const methods = Object.entries(client).flatMap(([group, members]) =>
    Object.keys(members).map((name) => `${group}.${name}`),
  );
  expect(methods.sort()).toEqual(operations.map(({ procedure }) => procedure).sort());
});

it('walks over the pages of every list that goes on by cursor', () => {
  const client = createClient({ baseUrl: 'https://sessions.example.com' });
  const walked = Object.entries(client).flatMap(([group, members]) =>
    Object.entries<object>(members).flatMap(([name, method]) =>
      'all' in method ? [`${group}.${name}`] : [],
    ),
  );
  const paged = operations.filter(({ request }) => 'cursor' in request.fields);
  expect(walked.sort()).toEqual(paged.map(({ procedure }) => procedure).sort());
});
