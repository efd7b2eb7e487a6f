import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { inputLook } from './field.tsx';

/** One out of a few. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={classNames(inputLook, 'usual:h-9', className)} {...props} />;
}
