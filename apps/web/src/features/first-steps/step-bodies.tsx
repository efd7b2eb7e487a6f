'use client';

import type { AISetup } from '@ai-sessions/contract';
import type { ReactNode } from 'react';
import { Code } from '@/components/code.tsx';
import { curlCommand, KEY_VARIABLE } from '@/components/curl-command.ts';

interface StepBodyProps {
  /** Address under which programs reach the service. */
  readonly baseUrl: string;
}

/** How the first account is added: here, or from a terminal. */
export function AccountStep({ baseUrl, emailAddress }: StepBodyProps & { readonly emailAddress: string }) {
  const command = curlCommand({
    url: `${baseUrl}/accounts`,
    user: emailAddress,
    json: { name: 'Northwind Dental' },
  });
  return (
    <Terminal>
      <Code label="Command that adds an account" text={command} />
    </Terminal>
  );
}

/** How the first key is made: here, or from a terminal. */
export function KeyStep({ baseUrl, emailAddress }: StepBodyProps & { readonly emailAddress: string }) {
  const command = curlCommand({
    url: `${baseUrl}/api-keys`,
    user: emailAddress,
    json: { name: 'first agent', kind: 'Agent' },
  });
  return (
    <>
      <p className="text-muted">
        <em className="font-medium text-ink not-italic">Agent</em> for an AI agent, which reads and proposes
        and never decides; <em className="font-medium text-ink not-italic">Integration</em> for a program that
        does what you may do.
      </p>
      <Terminal>
        <Code label="Command that makes a key" text={command} />
      </Terminal>
    </>
  );
}

/** How the first session is opened: by a program, or by an agent. */
export function SessionStep({
  baseUrl,
  apiKey,
  setup: { accountId, accountName },
}: StepBodyProps & {
  /** The key that was just made: it is known until the page is left. */
  readonly apiKey: string | undefined;
  readonly setup: AISetup;
}) {
  const url = `${baseUrl}/ai/sessions`;
  const command = curlCommand({ url, key: apiKey, json: { accountId, purpose: 'Try the service' } });
  const bearer = apiKey === undefined ? `$${KEY_VARIABLE}` : apiKey;
  const quote = apiKey === undefined ? '"' : "'";
  const letIn = `claude mcp add --transport http ai-sessions ${baseUrl}/mcp \\\n  --header ${quote}Authorization: Bearer ${bearer}${quote}`;
  const task = `Open a session for ${accountName ?? 'the first account'}${accountId ? ` (account ${accountId})` : ''} to try the service, look at the functions, and propose one.`;
  return (
    <>
      {apiKey === undefined ? (
        <p className="text-muted">
          The commands take your key from the environment:{' '}
          <code className="font-mono text-xs text-ink">{`export ${KEY_VARIABLE}=…`}</code>
        </p>
      ) : (
        <p className="text-muted">The commands have the key that you just made, until you leave this page.</p>
      )}
      <Terminal title="As a program">
        <Code label="Command that opens a session" text={command} />
      </Terminal>
      <Terminal title="As an agent, over MCP: for instance Claude Code">
        <Code label="Command that lets an agent in" text={letIn} />
        <Code label="Task for the agent" text={task} />
        <p className="text-xs text-muted">
          Claude Desktop, OpenAI Agents, LangGraph and others:{' '}
          <code className="font-mono">docs/agents.md</code> has a recipe for each.
        </p>
      </Terminal>
    </>
  );
}

function Terminal({ title = 'Or from a terminal', children }: { title?: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      {children}
    </div>
  );
}
