import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';

type AccountButtonProps = ComponentProps<'button'> & { readonly emailAddress: string };

/** Who is signed in; it opens their menu. */
export function AccountButton({ emailAddress, ...props }: AccountButtonProps) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      className="flex w-full items-center gap-2 rounded-md p-1.5 text-left text-sm hover:bg-sunken"
      {...props}
    >
      <span className="sr-only">Account of {emailAddress}</span>
      <span
        aria-hidden
        className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold uppercase"
      >
        {emailAddress.charAt(0)}
      </span>
      <span aria-hidden className="hidden min-w-0 flex-1 truncate text-xs text-muted md:block">
        {emailAddress}
      </span>
      <ChevronsUpDown className="hidden size-4 shrink-0 text-muted md:block" aria-hidden />
    </button>
  );
}
