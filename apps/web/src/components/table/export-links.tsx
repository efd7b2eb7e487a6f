'use client';

import { ChevronDown, Download } from 'lucide-react';
import { type MouseEvent, useState } from 'react';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { WhileOpening } from '@/components/ui/while-opening.tsx';
import { useHydrated } from '@/components/use-hydrated.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';

const { Part: ExportWindow, preload } = loadLater(() => import('./export-window.tsx'));

/** What a list is narrowed down by, by the names of the API. */
type ExportFilters = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

interface ExportLinksProps {
  /** The export in the API. */
  readonly path: string;
  readonly filters: ExportFilters;
  /** Name of the file, without what follows the dot. */
  readonly name: string;
}

/** A file that an export gives. */
interface ExportFile {
  readonly href: string | undefined;
  readonly download: string;
}

const look = 'flex rounded-sm px-2 py-1.5 text-sm hover:bg-accent-soft';

/** Leads to all rows that match the filters, not only those of the page. */
export function ExportLinks({ path, filters, name }: ExportLinksProps) {
  // Days begin where the reader is, which the server does not know.
  const hydrated = useHydrated();
  const [wanted, setWanted] = useState<ExportFile>();
  useWhenIdle(preload);
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(field, Array.isArray(value) ? value.join(',') : String(value));
  }
  const fileOf = (format: string, further = '') => {
    const href = hydrated ? `${path}.${format}?${new URLSearchParams(`${query}${further}`)}` : undefined;
    return { href, download: `${name}.${format}` };
  };
  // No spreadsheet runs a cell of it as a formula.
  const csv = fileOf('csv', '&safe=true');
  /** A plain click shows how far it is, and what went wrong; with a key, or another button, the browser does what it does. */
  const opener = (file: ExportFile) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setWanted(file);
  };
  return (
    <div className="flex">
      <Button asChild variant="outline" className="rounded-r-none border-r-0">
        <a href={csv.href} download={csv.download} onClick={opener(csv)}>
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
          {(close) =>
            [
              { file: csv, words: 'CSV, for spreadsheets' },
              { file: fileOf('xlsx'), words: 'Excel workbook' },
              { file: fileOf('jsonl'), words: 'JSON Lines, for programs' },
            ].map(({ file, words }) => (
              <a
                key={words}
                href={file.href}
                download={file.download}
                onClick={(event) => {
                  opener(file)(event);
                  close();
                }}
                className={look}
              >
                {words}
              </a>
            ))
          }
        </Popover>
      </AfterScripts>
      {wanted?.href !== undefined && (
        <WhileOpening title={`Export of ${wanted.download}`} onCancel={() => setWanted(undefined)}>
          <ExportWindow href={wanted.href} name={wanted.download} onClose={() => setWanted(undefined)} />
        </WhileOpening>
      )}
    </div>
  );
}
