import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';

/** The look that every place to type into has. */
export const inputLook =
  'usual:w-full rounded-md border bg-sheet usual:px-3 usual:text-sm shadow-xs placeholder:text-muted aria-invalid:border-danger disabled:opacity-60';

/** One line of text. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input dir="auto" className={classNames(inputLook, 'usual:h-9', className)} {...props} />;
}

/** Several lines of text. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      dir="auto"
      className={classNames(inputLook, 'usual:min-h-28 py-2 leading-relaxed', className)}
      {...props}
    />
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string;
  /** Draws the control with the ids that tie it to its label and its message. */
  readonly children: (control: {
    readonly id: string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}

/** A labelled control with its hint and its error. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const message = `${id}-message`;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': message })}
      <div id={message} className="min-h-5 text-xs text-muted" aria-live="polite">
        {error ? <span className="text-danger">{error}</span> : hint}
      </div>
    </div>
  );
}
