/** Asks for one API key. */
export function keyInput(keyId: string) {
  return { specificIds: [keyId], simplifiedPaging: true };
}
