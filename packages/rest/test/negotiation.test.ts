import { describe, expect, it } from 'vitest';
import { answerFormat, splitSuffix } from '../src/negotiation.ts';

const format = (accept: string | undefined, contentType?: string) =>
  answerFormat({ suffix: undefined, query: [], accept, contentType });

describe('Accept', () => {
  it.each([
    [undefined, undefined, 'json'],
    ['*/*', undefined, 'json'],
    ['*/*', 'application/json', 'json'],
    ['*/*', 'text/plain', 'json'],
    ['*/*', 'multipart/form-data; boundary=x', 'json'],
    ['application/json', undefined, 'json'],
    ['APPLICATION/JSON; charset=utf-8', undefined, 'json'],
    ['text/json', undefined, 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', undefined, 'html'],
    ['text/html;q=0.2, application/json', undefined, 'json'],
    ['text/html;q=0, application/json;q=0.1', undefined, 'json'],
    ['text/*', undefined, 'html'],
    ['application/*', undefined, 'json'],
    ['application/*', 'text/html', 'json'],
    ['application/*;q=0.5, text/csv;q=0.4', undefined, 'json'],
    ['image/png, application/*;q=0.2, */*;q=0.1', undefined, 'json'],
    ['application/*, application/json;q=0', undefined, 'xml'],
    ['application/xhtml+xml, application/*', undefined, 'html'],
    ['*/*;q=0.8, application/json;q=0.1', undefined, 'html'],
    ['*/*, text/html', 'application/xml', 'xml'],
    ['*/*;q=0, text/csv', undefined, 'csv'],
    ['text/csv;q=0.5, */*;q=0.5', undefined, 'csv'],
    ['application/vnd.x+thing, application/json', undefined, 'json'],
    ['application/vnd.x+thing', undefined, 'json'],
    ['text/html;q=nonsense, application/json;q=0.5', undefined, 'json'],
  ])('%s with Content-Type %s gives %s', (accept, contentType, expected) => {
    expect(format(accept, contentType)).toBe(expected);
  });

  it('yields to ?format=, and that to the suffix', () => {
    const query = [{ name: 'FORMAT', value: 'HTML.min' }];
    expect(
      answerFormat({ suffix: undefined, query, accept: 'application/json', contentType: undefined }),
    ).toBe('html');
    expect(answerFormat({ suffix: 'json', query, accept: 'text/html', contentType: undefined })).toBe('json');
    const unknown = [{ name: 'format', value: 'yaml' }];
    expect(
      answerFormat({ suffix: undefined, query: unknown, accept: 'text/html', contentType: undefined }),
    ).toBe('html');
  });
});

it.each([
  ['/ai/sessions.json', '/ai/sessions', 'json'],
  ['/ai/sessions/a.html.json', '/ai/sessions/a.html', 'json'],
  ['/ai/sessions/abc.d', '/ai/sessions/abc.d', undefined],
  ['/ai/sessions/abc.JSON', '/ai/sessions/abc.JSON', undefined],
  ['/ai/sessions/.json', '/ai/sessions/.json', undefined],
  ['/ai.json/sessions', '/ai.json/sessions', undefined],
])('the suffix of %s is cut off to %s', (path, rest, suffix) => {
  expect(splitSuffix(path)).toEqual({ path: rest, suffix });
});
