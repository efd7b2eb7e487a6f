import type { AISessionInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { Fact, Facts } from '@/components/facts.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { When } from '@/components/ui/when.tsx';
import { SessionFormats } from './session-formats.tsx';

/** Whose session it is, and who touched it when. */
export function SessionFacts({ session }: { session: AISessionInfo }) {
  const {
    id = '',
    accountId,
    accountName,
    createdBy,
    dateCreated,
    lastModifiedBy,
    dateLastModified,
  } = session;
  return (
    <Facts>
      <Fact name="Account">
        {accountId ? (
          <Link
            href={`/admin/accounts/${accountId}`}
            className="rounded-sm break-words hover:text-accent hover:underline"
          >
            <bdi>{accountName}</bdi>
          </Link>
        ) : (
          'Whole platform'
        )}
      </Fact>
      <Fact name="Created">
        <When instant={dateCreated} />
        <div className="truncate text-xs text-muted">by {createdBy}</div>
      </Fact>
      <Fact name="Last changed">
        <When instant={dateLastModified} />
        <div className="truncate text-xs text-muted">by {lastModifiedBy}</div>
      </Fact>
      <Fact name="Id">
        <span className="flex items-start gap-1 font-mono text-xs break-all">
          {id}
          <CopyButton text={id} label="Copy id" />
        </span>
      </Fact>
      <Fact name="As data">
        <SessionFormats sessionId={id} />
      </Fact>
    </Facts>
  );
}
