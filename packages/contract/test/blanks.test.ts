import { expect, it } from 'vitest';
import {
  allMembers,
  type Member,
  NewAccount,
  NewAIFunction,
  NewAISession,
  NewUser,
  operations,
  parseRequest,
} from '../src/index.ts';

const SENTENCE = /Blanks around (?:it|each|each value) are cut\.$/;

const members = new Map<string, Member>(
  operations.flatMap(({ name, request }) =>
    allMembers(request.type).map((member) => [`${name}.${member.wireName}`, member] as const),
  ),
);
const says = (field: string) => SENTENCE.test(members.get(field)?.description ?? '');

it.each([
  'NewAISession.purpose',
  'PatchAISession.purpose',
  'NewAccount.name',
  'PatchAccount.name',
  'NewUser.emailAddress',
  'NewUser.firstName',
  'PatchUser.lastName',
  'NewUser.roles',
  'NewApiKey.name',
  'NewAIFunction.name',
  'PatchAIFunction.title',
  'NewAIFunction.description',
  'NewAIFunction.headers',
  'NewAISessionAction.functionName',
  'NewAISessionAction.description',
  'JudgeAISessionAction.reason',
  'SettleAISessionAction.note',
  'PatchAIApplying.reason',
  'PatchAIAgentStop.reason',
])('the reference of %s says that blanks are cut', (field) => {
  expect(says(field)).toBe(true);
});

it.each([
  'NewUser.password',
  'ChangePassword.newPassword',
  'Authenticate.password',
  'NewAISessionAction.arguments',
  'NewAIFunction.parameters',
  'GetAISession.sessionId',
  'ListAISessions.createdFrom',
  'ApplyAISession.dryRun',
])('that of %s does not', (field) => {
  expect(members.has(field)).toBe(true);
  expect(says(field)).toBe(false);
});

it('does not say so of answers, which hold what was stored', () => {
  // Objects of this type go into requests as well as into answers, and are described once.
  const shared = ['ObjectArguments'];
  const told = operations.flatMap(({ response }) =>
    response ? allMembers(response.type).filter(({ description }) => SENTENCE.test(description)) : [],
  );
  expect(told.map(({ name }) => name).filter((name) => !shared.includes(name))).toEqual([]);
});

it.each([' ', '\t', '\n', '\u00a0', '\u2028', '\u3000', '\ufeff', '\ufeff\t \u2003'])(
  'cuts %j alike everywhere, and nothing inside',
  (blank) => {
    const [given, kept] = [`${blank}a b${blank}`, 'a b'];
    expect(parseRequest(NewAISession.request, { purpose: given }).purpose).toBe(kept);
    expect(parseRequest(NewAccount.request, { name: given }).name).toBe(kept);
    expect(
      parseRequest(NewUser.request, { emailAddress: `${blank}A@example.com${blank}` }).emailAddress,
    ).toBe('a@example.com');
    const title = {
      name: given,
      title: given,
      description: given,
      url: 'https://example.com/',
      parameters: '{}',
    };
    expect(parseRequest(NewAIFunction.request, title)).toMatchObject({
      name: kept,
      title: kept,
      description: kept,
    });
  },
);
