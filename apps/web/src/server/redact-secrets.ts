const REDACTED = '(secret)';

/** What is shorter is found everywhere: redacting it would make any text unreadable. */
const SHORTEST = 4;

/** Redacts secrets in the answer of a target that echoes what it was sent, also where the text is cut off within one. */
export function redactSecrets(text: string, secrets: Iterable<string>): string {
  const forms = [...secrets]
    .flatMap(formsOf)
    .filter(({ length }) => length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  let redacted = text;
  for (const form of forms) redacted = redacted.replaceAll(form, REDACTED);
  const cut = Math.max(0, ...forms.map((form) => endingIn(redacted, form)));
  return cut > 0 ? redacted.slice(0, -cut) + REDACTED : redacted;
}

/** A secret as it may be told: with and without its scheme, as it is, in JSON, and in an address. */
function formsOf(secret: string): string[] {
  const bare = secret.slice(secret.indexOf(' ') + 1);
  return [secret, bare].flatMap((form) => {
    const json = JSON.stringify(form).slice(1, -1);
    return [form, json, json.replaceAll('/', '\\/'), encodeURIComponent(form)];
  });
}

/** How many characters at the end of a text are the beginning of a secret. */
function endingIn(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length >= SHORTEST; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
