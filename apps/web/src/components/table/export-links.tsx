'use client';

import { ChevronDown, Download } from 'lucide-react';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { useHydrated } from '@/components/use-hydrated.ts';

/** What a list is narrowed down by, by the names of the API. */
type ExportFilters = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

interface ExportLinksProps {
  /** The export in the API. */
  readonly path: string;
  readonly filters: ExportFilters;
  /** Name of the file, without what follows the dot. */
  readonly name: string;
}

const look = 'flex rounded-sm px-2 py-1.5 text-sm hover:bg-accent-soft';

/** Leads to all rows that match the filters, not only those of the page. */
export function ExportLinks({ path, filters, name }: ExportLinksProps) {
  // Days begin where the reader is, which the server does not know.
  const hydrated = useHydrated();
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(field, Array.isArray(value) ? value.join(',') : String(value));
  }
  const href = (format: string, further = '') =>
    hydrated ? `${path}.${format}?${new URLSearchParams(`${query}${further}`)}` : undefined;
  // No spreadsheet runs a cell of it as a formula.
  const csv = { href: href('csv', '&safe=true'), download: `${name}.csv` };
  return (
    <div className="flex">
      <Button asChild variant="outline" className="rounded-r-none border-r-0">
        <a {...csv}>
          <Download aria-hidden /> Export
        </a>
      </Button>
      <AfterScripts>
        <Popover
          label="Formats of the export"
          align="end"
          className="flex min-w-52 flex-col p-1"
          trigger={
            <Button variant="outline" className="rounded-l-none px-1.5" aria-label="Formats of the export">
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          {() => (
            <>
              <a {...csv} className={look}>
                CSV, for spreadsheets
              </a>
              <a href={href('jsonl')} download={`${name}.jsonl`} className={look}>
                JSON Lines, for programs
              </a>
            </>
          )}
        </Popover>
      </AfterScripts>
    </div>
  );
}
