/**
 * The name of a user as names are compared: without blanks around it, in lower case, and with full-width letters, as
 * keyboards for Chinese and Japanese write them, as ordinary ones. Failed sign-ins are counted by it too, so that
 * writing a name in another way gives no further attempts.
 */
export function signInName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
