import { ApiError } from '@ai-sessions/contract';

/** What an `Authorization` header carries. */
export type Authorization =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly userName: string; readonly password: string };

const MALFORMED =
  'The Authorization header cannot be read. Send Basic with user name and password, or Bearer with an API key.';

/**
 * Reads an `Authorization` header.
 *
 * @throws ApiError `Unauthorized` when it is malformed: a credential that cannot be read is a wrong one.
 */
export function readAuthorization(header: string): Authorization {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return { kind: 'bearer', token: value };
    case 'basic':
      return readBasic(value);
    default:
      throw new ApiError('Unauthorized', { message: MALFORMED });
  }
}

function readBasic(value: string): Authorization {
  if (!/^[\w+/-]+={0,2}$/.test(value)) throw new ApiError('Unauthorized', { message: MALFORMED });
  const text = decodeUtf8(Buffer.from(value, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) throw new ApiError('Unauthorized', { message: MALFORMED });
  return { kind: 'basic', userName: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
