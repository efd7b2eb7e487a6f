import { z } from 'zod';
import { dto } from '../dto.ts';
import { type Field, field } from '../field.ts';
import { everyone, operation } from '../operation.ts';
import { SERVICESTACK } from '../response-status.ts';
import { AuthenticateResponse } from './authenticate-response.ts';

const text = z.string().optional();

/** Fields that clients declare for other ways of signing in than ours. They are accepted and passed over. */
function unused(declaredName: string): Field<typeof text> {
  return field(text, { description: 'Not used by sign-in with a password.', example: '', declaredName });
}

/** `POST /auth/{provider}`; to ask who is signed in, `GET`; to sign out, `DELETE`. */
export const Authenticate = operation({
  verb: 'POST',
  route: '/auth/{provider}',
  alsoOn: [
    { verb: 'POST', route: '/auth' },
    { verb: 'GET', route: '/auth' },
    { verb: 'GET', route: '/auth/{provider}' },
    { verb: 'DELETE', route: '/auth/{provider}' },
    { verb: 'DELETE', route: '/auth' },
  ],
  procedure: 'auth.signIn',
  summary:
    'Signs in with a password and sets the session cookies; without one it tells who is signed in. DELETE signs out.',
  access: everyone,
  agents: true,
  redirects: true,
  request: dto('Authenticate', {
    ...SERVICESTACK,
    description:
      'Signs in with a password and sets the session cookies; without one it tells who is signed in. DELETE signs out.',
    fields: {
      provider: field(text, {
        description: 'Way to sign in: `credentials`. `logout` ends the session.',
        example: 'credentials',
        declaredName: 'provider',
      }),
      state: unused('State'),
      oauth_token: unused('oauth_token'),
      oauth_verifier: unused('oauth_verifier'),
      userName: field(text, { description: 'E-mail address of the user.', example: 'ann@example.com' }),
      password: field(text, { description: 'Password of the user.', example: 'correct horse battery' }),
      rememberMe: field(z.boolean().optional(), {
        description: 'Keep the session for 14 days instead of 12 hours, also when the browser is closed.',
        example: true,
      }),
      errorView: unused('ErrorView'),
      nonce: unused('nonce'),
      uri: unused('uri'),
      response: unused('response'),
      qop: unused('qop'),
      nc: unused('nc'),
      cnonce: unused('cnonce'),
      accessToken: unused('AccessToken'),
      accessTokenSecret: unused('AccessTokenSecret'),
      scope: unused('scope'),
      meta: field(z.record(z.string(), z.string()).optional(), {
        description: 'Not used by sign-in with a password.',
        example: {},
      }),
    },
  }),
  response: AuthenticateResponse,
});
