import { type ComponentProps, cloneElement, isValidElement } from 'react';
import { classNames } from './class-names.ts';

const LOOK =
  'usual:inline-flex shrink-0 items-center justify-center gap-1.5 usual:rounded-md text-sm usual:font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0';

const VARIANTS = {
  primary: 'bg-accent text-accent-ink hover:opacity-90',
  outline: 'border bg-sheet hover:bg-sunken',
  danger: 'bg-danger text-accent-ink hover:opacity-90',
  ghost: 'text-muted hover:bg-sunken hover:text-ink',
} as const;

const SIZES = { normal: 'h-9 usual:px-3.5', small: 'h-8 usual:px-2.5', icon: 'size-8' } as const;

type ButtonProps = ComponentProps<'button'> & {
  readonly variant?: keyof typeof VARIANTS;
  readonly size?: keyof typeof SIZES;
  readonly asChild?: boolean;
};

/** A button, or with `asChild` the one element inside, such as a link, that looks like one. */
export function Button({
  className,
  variant = 'primary',
  size = 'normal',
  asChild = false,
  children,
  ...props
}: ButtonProps) {
  const look = classNames(LOOK, VARIANTS[variant], SIZES[size], className);
  if (asChild) {
    if (!isValidElement<ComponentProps<'button'>>(children)) throw new Error('There is no element inside.');
    return cloneElement(children, { ...props, className: classNames(look, children.props.className) });
  }
  return (
    <button type="button" className={look} {...props}>
      {children}
    </button>
  );
}
