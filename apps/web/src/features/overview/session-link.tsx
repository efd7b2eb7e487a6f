import Link from 'next/link';

interface SessionLinkProps {
  readonly session: {
    readonly sessionId: string;
    readonly purpose?: string;
    readonly accountName?: string;
  };
}

/** A session by its purpose, with the account that it works on. */
export function SessionLink({ session: { sessionId, purpose, accountName } }: SessionLinkProps) {
  return (
    <div className="min-w-0">
      <Link
        href={`/admin/sessions/${sessionId}`}
        dir="auto"
        className="line-clamp-1 rounded-sm font-medium break-words hover:text-accent hover:underline"
      >
        {purpose ?? 'No purpose'}
      </Link>
      <div dir="auto" className="truncate text-xs text-muted">
        {accountName ?? 'Whole platform'}
      </div>
    </div>
  );
}
