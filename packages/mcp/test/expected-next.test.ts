import type { AISessionActionInfo, AISessionInfo } from '@ai-sessions/contract';
import { expect, it } from 'vitest';
import { expectedNext } from '../src/session/expected-next.ts';
import { ACTIONS_TOLD, sessionText } from '../src/session/session-text.ts';

const action = (values: Partial<AISessionActionInfo>): AISessionActionInfo => ({
  id: 'a1',
  functionName: 'renameAccount',
  arguments: '{}',
  state: 'Queued',
  ...values,
});

const session = (actions: AISessionActionInfo[], values: Partial<AISessionInfo> = {}): AISessionInfo => ({
  id: 's1',
  state: 'Open',
  actions,
  dateCreated: '2026-03-02T09:14:05.120Z',
  dateLastModified: '2026-03-02T09:14:05.120Z',
  createdBy: 'mara@example.com',
  lastModifiedBy: 'mara@example.com',
  ...values,
});

it('asks for proposals as long as there are none', () => {
  expect(expectedNext(session([])).join()).toContain('Propose actions');
});

it('puts what was returned first, with the reason of the person', () => {
  const steps = expectedNext(
    session([action({}), action({ id: 'a2', state: 'Returned', reason: 'Use the name on the contract' })]),
  );
  expect(steps[0]).toContain('a2');
  expect(steps[0]).toContain('Use the name on the contract');
  expect(steps[0]).toContain('revise_action');
  expect(steps[1]).toContain('1 action waits');
});

it('says that a refused action stays refused', () => {
  const steps = expectedNext(session([action({ state: 'Refused', reason: 'Not agreed' })]));
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatch(/Not agreed.*Do not propose the same again/s);
});

it('asks to revise what cannot be carried out', () => {
  const steps = expectedNext(session([action({ problems: ["'name' is missing."] })]));
  expect(steps[0]).toContain("'name' is missing.");
});

it('has nothing to do in a session that is done or was discarded', () => {
  expect(expectedNext(session([action({ state: 'Applied' })], { state: 'Applied' }))[0]).toMatch(/^Nothing/);
  expect(expectedNext(session([action({})], { state: 'Discarded' }))[0]).toMatch(/^Nothing/);
});

it('tells of very many actions those that matter, and counts the rest', () => {
  const many = Array.from({ length: 500 }, (_, index) => action({ id: `a${index}` }));
  many[3] = action({ id: 'wanted', state: 'Returned', reason: 'no' });
  const text = sessionText(session(many), '3-x');
  expect(text).toContain('actionId: wanted');
  expect(text.match(/actionId: /g)).toHaveLength(ACTIONS_TOLD);
  expect(text).toContain(`${500 - ACTIONS_TOLD} further actions`);
});
