'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { ExportRefused, fetchFile, saveFile } from './fetch-file.ts';
import { tellSaved } from './saved-file.ts';

interface ExportWindowProps {
  readonly href: string;
  /** Name of the file. */
  readonly name: string;
  readonly onClose: () => void;
}

type Progress = { readonly bytes: number } | { readonly failure: string };

/**
 * Fetches an export, says how far it is, and saves it once it is whole, which closes the window. Closing it before ends
 * the export.
 */
export default function ExportWindow({ href, name, onClose }: ExportWindowProps) {
  const [progress, setProgress] = useState<Progress>({ bytes: 0 });
  const [attempt, setAttempt] = useState(1);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const ending = new AbortController();
    setProgress({ bytes: 0 });
    fetchFile(href, ending.signal, (bytes) => setProgress({ bytes })).then(
      (file) => {
        saveFile(file, name);
        tellSaved(name);
        close();
      },
      (error: unknown) => {
        if (!ending.signal.aborted)
          setProgress({ failure: error instanceof ExportRefused ? error.message : BROKEN_OFF });
      },
    );
    return () => ending.abort();
  }, [href, name, attempt]);
  return (
    <Dialog
      open
      steady
      onOpenChange={(open) => !open && onClose()}
      title={`Export of ${name}`}
      description="Every row that matches the filters, on all pages."
    >
      {'failure' in progress ? (
        <Notice tone="danger">{progress.failure}</Notice>
      ) : (
        <p aria-live="polite" className="text-sm tabular-nums">
          {inMegabytes(progress.bytes)} so far …
        </p>
      )}
      <div className="mt-4 flex gap-2">
        {'failure' in progress && <Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>}
        <Button variant="outline" onClick={onClose}>
          {'failure' in progress ? 'Close' : 'Cancel'}
        </Button>
      </div>
    </Dialog>
  );
}

const BROKEN_OFF =
  'The export was broken off, and nothing was saved: part of a table would look like the whole. Try again.';

function inMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;
}
