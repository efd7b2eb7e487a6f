import { describe, expect, it } from 'vitest';
import {
  ApiError,
  ApplyAISession,
  AuthenticateLogout,
  asksForDryRun,
  DeleteAccount,
  ListAISessions,
  NewAISession,
  type Operation,
  operations,
  PatchAISession,
  refuseUnknownMembers,
} from '../src/index.ts';

function faultsOf(operation: Operation, names: readonly string[], alone = false) {
  try {
    refuseUnknownMembers(operation, { names, alone });
  } catch (error) {
    if (error instanceof ApiError) return error.fields;
    throw error;
  }
  return [];
}

const refusedOf = (operation: Operation, names: readonly string[], alone = false) =>
  faultsOf(operation, names, alone).map(({ fieldName }) => fieldName);

it('is strict where something is done that cannot be taken back, or not easily', () => {
  const strict = operations.filter((operation) => operation.strict).map(({ name }) => name);
  expect(strict.sort()).toEqual([
    'ApplyAISession',
    'ClearAISessionActions',
    'DeleteAIDemoData',
    'DeleteAIFunction',
    'DeleteAISession',
    'DeleteAISessionAction',
    'DeleteAISessionComment',
    'DeleteAIView',
    'DeleteAIWebhook',
    'DeleteAccount',
    'DeleteUser',
    'EraseUser',
    'JudgeAISessionAction',
    'PatchAIAccountStop',
    'PatchAIAgentStop',
    'PatchAIApplying',
    'RestoreAISession',
    'RevokeAgentGrant',
    'RevokeApiKey',
    'RevokeBrowserSession',
    'SettleAISessionAction',
    'StopAISessionRun',
  ]);
});

it.each([
  'dryRun',
  'DryRun',
  'DRYRUN',
  'dry_run',
  'dry-run',
  'dry run',
  'isDryRun',
  'dryRun[]',
  'request[dryRun]',
  'x-dry-run',
  'options.dryRun',
  'WhatIf',
  'simulate',
  'validate_only',
  'X-Goog-Dry-Run',
  'checkOnly',
  'noop',
  'x-preview',
  'isPreview',
  'testRun',
])('%s asks for a dry run', (name) => {
  expect(asksForDryRun(name)).toBe(true);
  expect(refusedOf(NewAISession, [name])).toEqual([name]);
  expect(refusedOf(ListAISessions, [name])).toEqual([]);
});

it.each(['previewImage', 'x-no-operator', 'x-validated-by', 'content-type', 'prefer', 'trialDays', 'test'])(
  '%s asks for none',
  (name) => {
    expect(asksForDryRun(name)).toBe(false);
  },
);

describe('a strict operation', () => {
  it('names what it does not know, and what it knows', () => {
    const [fault] = faultsOf(ApplyAISession, ['dry_run']);
    expect(fault).toEqual({
      errorCode: 'UnknownField',
      fieldName: 'dry_run',
      message: expect.stringMatching(/'dry_run'.*sessionId, dryRun, confirmation, continueAfterFailure/),
    });
    expect(refusedOf(DeleteAccount, ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('repeats nothing that is markup', () => {
    expect(JSON.stringify(faultsOf(ApplyAISession, ['<script>']))).not.toContain('<');
  });

  it.each([
    'format',
    'Callback',
    'jsconfig',
    'safe',
    'v',
    'Version',
    '_',
    'X-Http-Method-Override',
    'x-trace',
  ])('lets %s pass, which is about the answer or the client', (name) => {
    expect(refusedOf(ApplyAISession, [name])).toEqual([]);
  });
});

describe('another operation', () => {
  it('passes over what it does not know beside its fields, and in what was read and is sent back', () => {
    expect(refusedOf(NewAISession, ['novelty'])).toEqual([]);
    expect(refusedOf(PatchAISession, ['id', 'dateCreated', 'novelty'], true)).toEqual([]);
    expect(refusedOf(NewAISession, ['novelty', 'version'], true)).toEqual([]);
    expect(refusedOf(AuthenticateLogout, ['novelty'], true)).toEqual([]);
  });

  it('does not take a request of which nothing would be left', () => {
    expect(refusedOf(NewAISession, ['request'], true)).toEqual(['request']);
    expect(refusedOf(NewAISession, ['PURPOSE'], true)).toEqual(['PURPOSE']);
  });
});
