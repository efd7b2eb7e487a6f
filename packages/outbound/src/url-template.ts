/** An argument, by whatever name: JSON Schema does not narrow them down. */
const PLACEHOLDER = /\{([^{}/\\?#\s]+)\}/g;
const TEMPLATE = /^https?:\/\/[^/\\?#{}@\s]+(?:\/[^\\{}\s]*)?$/;

/** A filled address, or why there is none. */
export type UrlResult =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly code: 'template' | 'argument'; readonly message: string };

/**
 * Fills a template such as `https://api.example.com/accounts/{accountId}`. A value stays within its place: it is
 * percent-encoded, and one that is empty, has a slash or a control character, or makes a segment of dots is refused.
 */
export function fillUrl(template: string, values: ReadonlyMap<string, string>): UrlResult {
  if (
    !TEMPLATE.test(template.replace(PLACEHOLDER, (_, __, at: number) => (inPath(template, at) ? 'x' : '{')))
  ) {
    return refuse(
      'template',
      'The template is not an http(s) address with placeholders in its path or query only.',
    );
  }
  let wrong: string | undefined;
  const url = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name) ?? '';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
    if (value === '' || /[/\\\u0000-\u001f\u007f]/.test(value) || !value.isWellFormed()) wrong ??= name;
    return value.isWellFormed() ? encodeURIComponent(value) : '';
  });
  if (wrong !== undefined) return refuse('argument', `${wrong} has no value that fits into an address.`);
  const path = url.split(/[?#]/, 1)[0] ?? '';
  if (path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) {
    return refuse('argument', 'A segment of the path is made of dots.');
  }
  return URL.canParse(url) ? { ok: true, url } : refuse('template', 'The template is not an address.');
}

/** Why a text cannot be used as a template, as a sentence; undefined if it can. */
export function templateProblem(template: string): string | undefined {
  const samples = new Map(Array.from(template.matchAll(PLACEHOLDER), ([, name = '']) => [name, 'x']));
  const filled = fillUrl(template, samples);
  return filled.ok ? undefined : filled.message;
}

function inPath(template: string, at: number): boolean {
  const path = template.indexOf('/', template.indexOf('://') + 3);
  return path !== -1 && at > path;
}

function refuse(code: 'template' | 'argument', message: string): UrlResult {
  return { ok: false, code, message };
}
