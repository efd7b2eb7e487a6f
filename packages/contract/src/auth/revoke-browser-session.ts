import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { id } from '../text.ts';

/** `DELETE /auth/sessions/{browserSessionId}` */
export const RevokeBrowserSession = operation({
  verb: 'DELETE',
  route: '/auth/sessions/{browserSessionId}',
  procedure: 'auth.endSession',
  summary:
    'Ends a sign-in: its cookies stop working at once. A system administrator may end those of others.',
  access: signedIn,
  request: dto('RevokeBrowserSession', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Ends a sign-in: its cookies stop working at once. A system administrator may end those of others.',
    fields: {
      browserSessionId: field(id, {
        description: 'Sign-in to end.',
        example: '019dc3f5-0c1e-7d44-8f0a-2b7c9d1e3f52',
      }),
    },
  }),
  response: undefined,
});
