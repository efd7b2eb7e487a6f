import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** What every agent is told when it connects. */
export const INSTRUCTIONS = `You propose changes to the accounts of a voice platform's customers. You change nothing yourself: each proposal is an action in a session, and takes effect only after a person has judged and applied it.

Open one session for a piece of work (open_session), propose its actions (propose_<function>, or propose_action), and read the session (read_session) to learn the verdicts and what is expected of you next. What is returned to you, revise (revise_action) or withdraw (withdraw_action). What is refused, do not propose again. Never tell anybody that something was changed before its action is Applied.`;

const HOW_TO_WORK = `How to work here:

1. Look for work that was begun: list_my_sessions. Go on in a session that is about the same, instead of opening another one.
2. Otherwise open one session for the piece of work: open_session, with the id of the account and a purpose that a reviewer understands. Do not guess ids; ask for them.
3. Find out what can be proposed: the propose_<function> tools, or list_functions, which has the functions that only propose_action can propose.
4. Propose one action for each change, with the smallest effect that does what was asked for. Say in the description why, in a sentence: a person reads it beside what the call really does.
5. Read the answer. An action with problems cannot be carried out: revise or withdraw it at once.
6. Nothing takes effect until a person has accepted and applied it. Say so when you report, and give the id of the session.
7. Later, read_session tells the verdicts: Returned means change it as the reason asks (revise_action) or take it back (withdraw_action); Refused means no, with a reason; Applied means done; Failed and InDoubt are for people to decide.
8. When a call fails, its text says what to do. Repeat a call only when it says so.`;

/** The prompts that there are. */
export const prompts = [
  {
    name: 'how_to_work_here',
    title: 'How to work here',
    description: 'How an agent opens sessions, proposes actions, and deals with the verdicts.',
    arguments: [{ name: 'task', description: 'What is to be done, if it is known.', required: false }],
  },
];

/**
 * The messages of a prompt.
 *
 * @throws ProtocolError for a name that no prompt has.
 */
export function promptMessages(name: string, given: Readonly<Record<string, string>> = {}) {
  if (name !== 'how_to_work_here') {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such prompt.');
  }
  const { task } = given;
  const text = task ? `${HOW_TO_WORK}\n\nThe task: ${task}` : HOW_TO_WORK;
  return {
    description: prompts[0]?.description,
    messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }],
  };
}
