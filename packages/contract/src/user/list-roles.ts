import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { managers, operation } from '../operation.ts';

const ListRolesResponse = dto('ListRolesResponse', {
  namespace: 'Voice.Api.Authentication',
  description: 'The roles that users can have.',
  fields: {
    roles: field(z.array(z.string()), {
      description: 'Names of the roles.',
      example: ['SystemAdministrator', 'Manager', 'Agent'],
    }),
  },
});

/** `GET /roles` */
export const ListRoles = operation({
  verb: 'GET',
  route: '/roles',
  procedure: 'user.roles',
  summary: 'Returns the roles that users can have.',
  access: managers,
  request: dto('ListRoles', {
    namespace: 'Voice.Api.Authentication',
    description: 'Returns the roles that users can have.',
    fields: {},
  }),
  response: ListRolesResponse,
});
