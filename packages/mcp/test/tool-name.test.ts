import { expect, it } from 'vitest';
import { toolNameOf } from '../src/function/tool-name.ts';

const ALLOWED = /^[A-Za-z0-9_-]{1,64}$/;

it('is the name of the function where it can be', () => {
  expect(toolNameOf('renameAccount')).toBe('propose_renameAccount');
});

it('tells names apart that look the same without their special characters', () => {
  const names = ['set greeting', 'set.greeting', 'set_greeting', 'Grüße', 'Grasse', '北京', '東京', 'action'];
  const tools = names.map(toolNameOf);
  expect(new Set(tools).size).toBe(names.length);
  expect(tools).not.toContain('propose_action');
  for (const tool of tools) expect(tool).toMatch(ALLOWED);
});

it('tells long names apart, and stays short enough for a prefix', () => {
  const long = 'a'.repeat(200);
  const tools = [toolNameOf(long), toolNameOf(`${long.slice(1)}b`)];
  expect(tools[0]).not.toBe(tools[1]);
  for (const tool of tools) expect(tool.length).toBeLessThanOrEqual(50);
});

it('does not depend on the Unicode form of a name, nor on other functions', () => {
  expect(toolNameOf('Grüße'.normalize('NFD'))).toBe(toolNameOf('Grüße'.normalize('NFC')));
});
