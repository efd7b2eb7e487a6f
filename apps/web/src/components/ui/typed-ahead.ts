'use client';

/** Types into a field, if it is one to type into in which nothing stands yet, as if somebody did now. */
export function typeInto(field: EventTarget, text: string): void {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  if (!(field instanceof kind) || field.readOnly || field.value !== '' || text === '') return;
  // React hears of a value only when it was not set by the property that it watches.
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
