'use client';

import { useSavedFile } from './saved-file.ts';

/** Says for a moment that a file was saved. It is there before there is something to say, so that it is heard too. */
export function SavedNotice() {
  const name = useSavedFile();
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center">
      {name !== undefined && (
        <p className="rounded-md border bg-sheet px-3.5 py-2.5 text-sm break-words shadow-lg">
          {name} is saved where your browser keeps downloads.
        </p>
      )}
    </div>
  );
}
