import Link from 'next/link';
import { Button } from './ui/button.tsx';

interface MissingRecordProps {
  /** What it would have been: "session". */
  readonly what: string;
  /** The list of its kind. */
  readonly list: string;
}

/** Says that an address leads to nothing. */
export function MissingRecord({ what, list }: MissingRecordProps) {
  return (
    <div className="flex flex-col items-start gap-3">
      <h1 className="text-xl font-semibold">There is no such {what}</h1>
      <p className="text-sm text-muted">The address may be mistyped, or the {what} may have been deleted.</p>
      <Button asChild variant="outline">
        <Link href={list}>Go to the {what}s</Link>
      </Button>
    </div>
  );
}
