import { NEW_COMMENT } from '@/features/comments/begin-comment.ts';

/** Something that can be done from where one is. */
export interface Command {
  readonly label: string;
  /** Words that people look for it by. */
  readonly words: string;
  /** The key that does the same. */
  readonly note?: string;
  readonly run: () => void;
}

/** What pages offer by a key, as `aria-keyshortcuts` has it. */
const keyed = [
  { keys: 'Shift+A', label: 'Apply …', words: 'carry out run session' },
  { keys: 'd', label: 'Dry run', words: 'try test session' },
  { keys: 'g', label: 'Decide on all that look alike …', words: 'group together actions' },
  { keys: 'n', label: 'Next case', words: 'review queue session' },
  { keys: 's', label: 'Skip this session', words: 'put off review queue' },
] as const;

/** What the page offers at this moment. Only what can be clicked there is offered here, and does what the click does. */
export function commandsOfPage(): readonly Command[] {
  return [...keyed.flatMap(keyedCommand), ...commentCommand(), ...exportCommand()];
}

function keyedCommand({ keys, label, words }: (typeof keyed)[number]): readonly Command[] {
  const control = controlWith(keys);
  return control ? [{ label, words, note: keys, run: () => control.click() }] : [];
}

/** Of the action that is marked, or else of the session. */
function commentCommand(): readonly Command[] {
  const button = controlWith('c');
  const form = document.getElementById(NEW_COMMENT);
  const field = form?.querySelector('textarea');
  if (!button && !field) return [];
  const run = () => {
    if (button) return button.click();
    form?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  };
  return [{ label: 'Comment', words: 'say write', note: button ? 'c' : undefined, run }];
}

/** As the list is filtered now. */
function exportCommand(): readonly Command[] {
  const link = document.querySelector('main a[download$=".csv"]');
  if (!(link instanceof HTMLElement)) return [];
  return [{ label: 'Export this list as CSV', words: 'download save file', run: () => link.click() }];
}

/** What a key stands for: at the action that is marked, where several have it. */
function controlWith(keys: string): HTMLElement | undefined {
  const selector = `main [aria-keyshortcuts="${keys}"]:not(:disabled)`;
  const control =
    document.querySelector(`${selector}:is([aria-current] *)`) ??
    document.querySelector(`${selector}:not(li *)`);
  return control instanceof HTMLElement ? control : undefined;
}

/** Those whose name or words hold all words of a text. */
export function matching<Named extends { readonly label: string; readonly words: string }>(
  all: readonly Named[],
  text: string,
): readonly Named[] {
  const wanted = text.toLowerCase().split(/\s+/);
  return all.filter(({ label, words }) =>
    wanted.every((word) => `${label} ${words}`.toLowerCase().includes(word)),
  );
}
