import { classNames } from './class-names.ts';

/** A place where something is about to appear. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-sm bg-sunken', className)} />;
}
