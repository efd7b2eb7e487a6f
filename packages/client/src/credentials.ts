import type { Credentials } from './options.ts';

/** The `Authorization` header; nothing without credentials. */
export async function authorizationOf(credentials: Credentials): Promise<string | undefined> {
  const { apiKey, token, userName, password } = credentials;
  if (apiKey !== undefined) return `Bearer ${apiKey}`;
  if (token !== undefined) return `Bearer ${typeof token === 'function' ? await token() : token}`;
  if (userName !== undefined) return `Basic ${base64(`${userName}:${password}`)}`;
  return undefined;
}

/** `btoa` takes bytes only, so that text is written as UTF-8 first. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
