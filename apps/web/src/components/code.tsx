import { visibleText } from '@ai-sessions/apply/visible-text';
import { classNames } from './ui/class-names.ts';
import { CopyButton } from './ui/copy-button.tsx';

interface CodeProps {
  readonly text: string;
  /** What it is, for those who do not see it and for the button that copies it. */
  readonly label: string;
  readonly className?: string;
}

/** Text of machines: monospace, as it is, scrolled when it is long, with a button that copies it. */
export function Code({ text, label, className }: CodeProps) {
  return (
    <div className="relative min-w-0 rounded-md border bg-sunken/60">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        data-scrolls
        className={classNames('usual:max-h-96 overflow-auto rounded-md', className)}
      >
        <pre className="py-2 pr-9 pl-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
          {visibleText(text)}
        </pre>
      </section>
      <CopyButton
        text={text}
        label={`Copy ${label.toLowerCase()}`}
        className="absolute top-1.5 right-1.5 bg-sheet"
      />
    </div>
  );
}
