import { Eye } from 'lucide-react';

/** How many are named; of more it is said how many they are. */
const NAMED = 3;

/** Who else has the session open: whoever decides should know that somebody may be deciding too. */
export function Viewers({ names }: { names: readonly string[] }) {
  return (
    <p role="status" className="empty:hidden">
      {names.length > 0 && (
        <span className="inline-flex max-w-full items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs">
          <Eye className="size-3.5 shrink-0" aria-hidden />
          <span className="min-w-0 break-words">
            {listed(names)} {names.length === 1 ? 'is' : 'are'} also looking at this
          </span>
        </span>
      )}
    </p>
  );
}

/** Names as a sentence has them: "Ada, Mara and 2 others". */
function listed(names: readonly string[]): string {
  const named = names.length > NAMED ? names.slice(0, NAMED - 1) : names;
  const further = names.length - named.length;
  const parts = further > 0 ? [...named, `${further} others`] : named;
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}
