import type { AIOverview } from '@ai-sessions/contract';
import Link from 'next/link';
import { Section } from '@/components/admin-shell/section.tsx';
import { type Column, Table } from '@/components/table/table.tsx';

type Proposal = AIOverview['proposals'][number];
type Account = AIOverview['accounts'][number];

/** What became of what agents proposed: by agent and function, and by account beside what it cost. */
export function Outcomes({ proposals, accounts }: Pick<AIOverview, 'proposals' | 'accounts'>) {
  return (
    <>
      <Section title="Agents and their functions">
        <Table
          caption="What became of the actions of the last two weeks, by agent and function"
          columns={proposalColumns}
          rows={proposals}
          keyOf={({ agent, functionName }) => `${agent} ${functionName}`}
          empty="No agent proposed anything in the last two weeks."
        />
      </Section>
      <Section title="Accounts: what came of it, and what it cost">
        <Table
          caption="What became of the actions of the last two weeks and the AI minutes of these days, by account"
          columns={accountColumns}
          rows={accounts}
          keyOf={({ accountId }) => accountId ?? ''}
          empty="Nothing was proposed in the last two weeks."
        />
      </Section>
    </>
  );
}

const NUMBER = 'w-24 text-right tabular-nums max-md:w-16 max-md:px-2';

/** How many of how many, in per cent. */
function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}

const proposalColumns: readonly Column<Proposal>[] = [
  {
    id: 'agent',
    head: 'Agent and function',
    cell: ({ agent, functionName }) => (
      <>
        <div dir="auto" className="truncate" title={agent}>
          {agent}
        </div>
        <div className="truncate font-mono text-xs text-muted" title={functionName}>
          {functionName}
        </div>
      </>
    ),
  },
  { id: 'actions', head: 'Actions', className: NUMBER, cell: ({ actions }) => actions.toLocaleString('en') },
  { id: 'edited', head: 'Edited', className: NUMBER, cell: ({ edited, actions }) => share(edited, actions) },
  {
    id: 'refused',
    head: 'Refused',
    className: NUMBER,
    cell: ({ refused, actions }) => share(refused, actions),
  },
  {
    id: 'failed',
    head: 'Failed',
    hiddenBelow: 'md',
    className: NUMBER,
    cell: ({ failed }) => failed.toLocaleString('en'),
  },
];

const accountColumns: readonly Column<Account>[] = [
  {
    id: 'account',
    head: 'Account',
    cell: ({ accountId, accountName }) =>
      accountId ? (
        <Link
          href={`/admin/accounts/${accountId}`}
          dir="auto"
          className="block truncate rounded-sm hover:text-accent hover:underline"
        >
          {accountName ?? accountId}
        </Link>
      ) : (
        <span className="text-muted">Whole platform</span>
      ),
  },
  {
    id: 'minutes',
    head: 'AI min.',
    className: NUMBER,
    cell: ({ accountId, aiMinutes }) => (accountId ? aiMinutes.toLocaleString('en') : '–'),
  },
  { id: 'actions', head: 'Actions', className: NUMBER, cell: ({ actions }) => actions.toLocaleString('en') },
  { id: 'applied', head: 'Applied', className: NUMBER, cell: ({ applied }) => applied.toLocaleString('en') },
  {
    id: 'refused',
    head: 'Refused',
    hiddenBelow: 'md',
    className: NUMBER,
    cell: ({ refused }) => refused.toLocaleString('en'),
  },
  {
    id: 'failed',
    head: 'Failed',
    hiddenBelow: 'md',
    className: NUMBER,
    cell: ({ failed }) => failed.toLocaleString('en'),
  },
];
