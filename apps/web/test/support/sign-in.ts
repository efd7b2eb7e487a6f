import { ADMIN_EMAIL, type RunningService } from './service.ts';

interface SignInOptions {
  readonly emailAddress?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs in as the page does, as the administrator unless told otherwise, and keeps the cookies. */
export async function signIn(
  service: RunningService,
  password: string,
  { emailAddress = ADMIN_EMAIL, headers }: SignInOptions = {},
) {
  const jar = new Map<string, string>();
  const setCookies: string[] = [];
  const call = async (path: string, body?: URLSearchParams) => {
    const response = await fetch(service.url + path, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: service.url,
        ...headers,
      },
      body,
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
      setCookies.push(line);
    }
    return response;
  };
  const { csrfToken } = await (await call('/api/auth/csrf')).json();
  const answer = await call(
    '/api/auth/callback/credentials',
    new URLSearchParams({ csrfToken, emailAddress, password, json: 'true' }),
  );
  return { status: answer.status, answer, token: jar.get('next-auth.session-token'), setCookies, call };
}
