import { describe, expect, it } from 'vitest';
import { paramsProblem } from '../src/http/params.ts';

const problemOf = (method: string, params?: unknown, isLegacy = true) =>
  paramsProblem({ jsonrpc: '2.0', id: 1, method, ...(params === undefined ? {} : { params }) }, isLegacy);

describe('parameters', () => {
  it.each([
    ['tools/list', { cursor: 5 }, "'params.cursor' must be a string."],
    ['prompts/list', { cursor: null }, "'params.cursor' must be a string."],
    ['resources/read', { uri: 5 }, "'params.uri' must be a string."],
    ['resources/read', undefined, "'params' must be an object."],
    ['prompts/get', { name: 5 }, "'params.name' must be a string."],
    ['prompts/get', { name: 'x', arguments: { a: 1 } }, "'params.arguments.a' must be a string."],
    ['initialize', {}, "'params.protocolVersion' must be a string."],
    [
      'initialize',
      { protocolVersion: '2025-11-25', capabilities: {} },
      "'params.clientInfo' must be an object.",
    ],
  ])('of %s are not %o', (method, params, problem) => expect(problemOf(method, params)).toBe(problem));

  it('of initialize are nothing to the newer era, which has no such method', () =>
    expect(problemOf('initialize', {}, false)).toBeUndefined());

  it.each([
    ['tools/list', undefined],
    ['tools/list', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } }],
    ['resources/read', { uri: 'ai-sessions://catalogue' }],
    ['prompts/get', { name: 'x', arguments: { a: 'b' } }],
    ['tools/call', { name: 'x', arguments: { a: [1, null, { constructor: 1 }] } }],
    ['tools/call', { name: 'x', arguments: { a: JSON.parse('{"__proto__":1}') } }],
    ['notifications/initialized', undefined],
    ['constructor', { toString: 1 }],
  ])('of %s are fine: %o', (method, params) => expect(problemOf(method, params)).toBeUndefined());

  it.each(['{"arguments":{"__proto__":{}}}', '{"arguments":{"\\u005f_proto__":null,"n":1}}'])(
    'hold no member that readers pass over: %s',
    (params) => expect(problemOf('tools/call', JSON.parse(params))).toContain('__proto__'),
  );
});
