'use client';

import type { ReactNode } from 'react';
import {
  type ControllerRenderProps,
  type FieldPath,
  type FieldValues,
  type UseFormReturn,
  useController,
} from 'react-hook-form';
import { Field } from '@/components/ui/field.tsx';

interface FormFieldProps<Values extends FieldValues, Name extends FieldPath<Values>> {
  readonly fields: UseFormReturn<Values>;
  readonly name: Name;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what is typed at the moment; what was refused goes first. */
  readonly fault?: string;
  /** Draws the control: `control` ties it to its label and its message, `field` to the form. */
  readonly children: (
    control: { readonly id: string; readonly 'aria-invalid': boolean; readonly 'aria-describedby': string },
    field: ControllerRenderProps<Values, Name>,
  ) => ReactNode;
}

/** A field of a form, with what was wrong with it when it was sent. */
export function FormField<Values extends FieldValues, Name extends FieldPath<Values>>({
  fields,
  name,
  label,
  hint,
  fault,
  children,
}: FormFieldProps<Values, Name>) {
  const { field, fieldState } = useController({ control: fields.control, name });
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message ?? fault}>
      {(control) => children(control, field)}
    </Field>
  );
}
