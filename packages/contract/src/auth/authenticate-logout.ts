import { dto } from '../dto.ts';
import { everyone, operation } from '../operation.ts';
import { SERVICESTACK } from '../response-status.ts';
import { AuthenticateResponse } from './authenticate-response.ts';

/** `POST /auth/logout` */
export const AuthenticateLogout = operation({
  verb: 'POST',
  route: '/auth/logout',
  alsoOn: [{ verb: 'GET', route: '/auth/logout' }],
  procedure: 'auth.signOut',
  summary: 'Ends the session of the caller and deletes its cookies.',
  access: everyone,
  agents: true,
  redirects: true,
  request: dto('AuthenticateLogout', {
    ...SERVICESTACK,
    description: 'Ends the session of the caller and deletes its cookies.',
    fields: {},
  }),
  response: AuthenticateResponse,
});
