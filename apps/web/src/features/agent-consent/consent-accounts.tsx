import { AccountChoice } from '@/components/account-choice.tsx';

/** On which accounts an agent may work: all on which its user may, or these. */
export type ChosenAccounts = 'all' | readonly string[];

/** Names that are shown before the rest is counted. */
const SHOWN = 5;

interface ConsentAccountsProps {
  /** Whether the user works on every account that there is. */
  readonly all: boolean;
  /** Names of the accounts on which the user may work. */
  readonly names: readonly string[];
  readonly chosen: ChosenAccounts;
  readonly onChange: (chosen: ChosenAccounts) => void;
}

/** Chooses the accounts of an agent. */
export function ConsentAccounts({ all, names, chosen, onChange }: ConsentAccountsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">On which accounts?</legend>
      <Option checked={chosen === 'all'} onChoose={() => onChange('all')}>
        All on which you may work, also later ones
        <span className="block text-xs text-muted">{all ? 'You work on every account.' : listed(names)}</span>
      </Option>
      <Option checked={chosen !== 'all'} onChoose={() => onChange([])}>
        Only these
      </Option>
      {chosen !== 'all' && (
        <div className="flex flex-col gap-1 pl-6.5">
          <AccountChoice chosen={chosen} onChange={onChange} />
          <p className="min-h-5 text-xs text-muted" aria-live="polite">
            {chosen.length === 0 && 'Choose at least one account.'}
          </p>
        </div>
      )}
    </fieldset>
  );
}

function listed(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${rest} more` : names.join(', ');
}

interface OptionProps {
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}

function Option({ checked, onChoose, children }: OptionProps) {
  return (
    <label className="flex w-fit items-start gap-2.5 text-sm">
      <input
        type="radio"
        name="accounts"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={checked}
        onChange={onChoose}
      />
      <span>{children}</span>
    </label>
  );
}
