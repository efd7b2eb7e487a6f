'use client';

import { PASSWORD_MINIMUM } from '@ai-sessions/contract';
import { Dices } from 'lucide-react';
import { useState } from 'react';
import { Button } from './ui/button.tsx';
import { Field, Input } from './ui/field.tsx';

interface NewPasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly error: string | undefined;
  readonly hint?: string;
  /** Offers to make one up, for somebody else. */
  readonly generates?: boolean;
}

/** A password that is being chosen. One that was made up shows, because it has to be handed over. */
export function NewPasswordField({ label, value, onChange, error, hint, generates }: NewPasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} hint={hint ?? `${PASSWORD_MINIMUM} characters or more.`}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            className={shown ? 'font-mono' : undefined}
            value={value}
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
      )}
    </Field>
  );
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five letters: 100 bits, without letters that look alike. */
function madeUp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  const text = Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
  return text.replace(/(.{5})(?=.)/g, '$1-');
}
