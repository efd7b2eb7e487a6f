/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly value: string;
}
