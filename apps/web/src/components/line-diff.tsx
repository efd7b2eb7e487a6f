import { visibleText } from '@ai-sessions/apply/visible-text';
import { diffLines } from 'diff';
import { classNames } from './ui/class-names.ts';

interface LineDiffProps {
  readonly before: string;
  readonly after: string;
  /** What is compared, for those who do not see it. */
  readonly label: string;
}

/** What changes from one text to the other, line by line. */
export function LineDiff({ before, after, label }: LineDiffProps) {
  const lines = diffLines(visibleText(before), visibleText(after)).flatMap(
    ({ value, added, removed }, part) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((text, line) => ({ key: `${part}-${line}`, text, mark: added ? '+' : removed ? '−' : ' ' })),
  );
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      data-scrolls
      className="max-h-64 overflow-auto rounded-md border bg-sheet py-1 font-mono text-xs leading-5"
    >
      {lines.map(({ key, text, mark }) => (
        <div
          key={key}
          className={classNames(
            'flex gap-2 px-2',
            mark === '+' && 'bg-good-soft',
            mark === '−' && 'bg-danger-soft',
          )}
        >
          <span className="shrink-0 select-none" aria-hidden>
            {mark}
          </span>
          {mark !== ' ' && <span className="sr-only">{mark === '+' ? 'Added: ' : 'Removed: '}</span>}
          <span className="min-w-0 break-words whitespace-pre-wrap">{text}</span>
        </div>
      ))}
    </section>
  );
}
