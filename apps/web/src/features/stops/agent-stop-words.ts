import type { SwitchWords } from './stop-switch.tsx';

/** What the switch of an agent says while it is stopped. */
export const resumeProposals: SwitchWords = {
  button: 'Resume',
  question: 'Resume proposals?',
  consequence: 'New actions can be proposed again, and those that wait can be applied.',
  confirm: 'Resume proposals',
};

/** What it says while it is not. */
export function stopProposals(whose: string): SwitchWords {
  return {
    button: 'Stop proposals',
    question: `Stop proposals of ${whose}?`,
    consequence:
      'Nothing more can be proposed, and nothing that was proposed is applied: runs stop before such an action. Reading goes on, and what waits stays.',
    confirm: 'Stop proposals',
  };
}

/** Who reads the reason. */
export const AGENT_HINT = 'The agent is told, and everyone who wants to apply what it has proposed.';
