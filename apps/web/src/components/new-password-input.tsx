'use client';

import { PASSWORD_MINIMUM } from '@ai-sessions/contract';
import { Dices } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Button } from './ui/button.tsx';
import { Input } from './ui/field.tsx';

/** What is said below a password that is being chosen. */
export const PASSWORD_HINT = `${PASSWORD_MINIMUM} characters or more.`;

type NewPasswordInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  readonly value: string;
  readonly onChange: (password: string) => void;
  /** Offers to make one up, for somebody else. */
  readonly generates?: boolean;
};

/** A password that is being chosen. One that was made up shows, because it has to be handed over. */
export function NewPasswordInput({ onChange, generates, ...props }: NewPasswordInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="flex gap-2">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        className={shown ? 'font-mono' : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {generates && (
        <Button
          variant="outline"
          onClick={() => {
            setShown(true);
            onChange(madeUp());
          }}
        >
          <Dices aria-hidden /> Make one up
        </Button>
      )}
    </div>
  );
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five letters: 100 bits, without letters that look alike. */
function madeUp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  const text = Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
  return text.replace(/(.{5})(?=.)/g, '$1-');
}
