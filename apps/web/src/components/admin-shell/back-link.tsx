import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';

/** The way from a record back to its list. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-muted hover:text-ink"
    >
      <ChevronLeft className="size-4" aria-hidden /> {children}
    </Link>
  );
}
