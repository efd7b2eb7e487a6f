import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const variants = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-accent-ink hover:opacity-90',
        outline: 'border bg-sheet hover:bg-sunken',
        danger: 'bg-danger text-accent-ink hover:opacity-90',
        ghost: 'text-muted hover:bg-sunken hover:text-ink',
      },
      size: { normal: 'h-9 px-3.5', small: 'h-8 px-2.5', icon: 'size-8' },
    },
    defaultVariants: { variant: 'primary', size: 'normal' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof variants> & { asChild?: boolean };

/** A button, or with `asChild` a link that looks like one. */
export function Button({ className, variant, size, asChild, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  return (
    <Element
      type={asChild ? undefined : 'button'}
      className={classNames(variants({ variant, size }), className)}
      {...props}
    />
  );
}
