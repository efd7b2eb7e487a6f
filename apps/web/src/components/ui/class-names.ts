import { type ClassValue, clsx } from 'clsx';

/**
 * Joins class names. Two of them must not set the same property: what a component looks like unless whoever uses it says
 * otherwise has the variant `usual:`, which every class without it overrides (`globals.css`).
 */
export function classNames(...values: ClassValue[]): string {
  return clsx(values);
}
