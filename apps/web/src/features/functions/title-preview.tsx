import { fillTitle, titleArguments } from '@ai-sessions/apply/title';
import { propertyNames } from './schema-properties.ts';

interface TitlePreviewProps {
  readonly title: string;
  /** JSON Schema of the arguments, as text. */
  readonly parameters: string;
}

/** The title as a reviewer would read it, with names for values, and what it leaves out. */
export function TitlePreview({ title, parameters }: TitlePreviewProps) {
  if (title.trim() === '') return null;
  const names = propertyNames(parameters);
  const shown = titleArguments(title);
  const left = names.filter((name) => !shown.has(name));
  const unknown = [...shown].filter((name) => names.length > 0 && !names.includes(name));
  const example = Object.fromEntries([...shown].map((name) => [name, name]));
  return (
    <output className="mb-2 block rounded-md bg-sunken px-3 py-2 text-sm break-words">
      {fillTitle(title, example, new Map())}
      {left.length > 0 && (
        <span className="mt-0.5 block text-xs text-muted">Shown below it: {left.join(', ')}</span>
      )}
      {unknown.length > 0 && (
        <span className="mt-0.5 block text-xs text-danger">
          The schema describes no {unknown.join(', ')}.
        </span>
      )}
    </output>
  );
}
