import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';
import { dashboardPermissions, UserManagerAccess } from './user-access.ts';

const text = z.string().optional();
const texts = z.array(z.string()).optional();

/** A user: the caller, or somebody who can sign in. */
export const UserInfo = dto('UserInfo', {
  namespace: 'Voice.Api.Authentication',
  description: 'A user: the caller, or somebody who can sign in.',
  fields: {
    id: field(text, { description: 'Id of the user.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    isAuthenticated: field(z.boolean(), {
      description: 'Whether this is the caller, and signed in.',
      example: true,
    }),
    firstName: field(text, { description: 'Given name.', example: 'Ann' }),
    lastName: field(text, { description: 'Family name.', example: 'Archer' }),
    name: field(text, { description: 'Name to show.', example: 'Ann Archer' }),
    avatarUrl: field(text, { description: 'Not filled in.', example: '' }),
    emailAddress: field(text, {
      description: 'E-mail address, with which the user signs in.',
      example: 'ann@example.com',
    }),
    roles: field(texts, { description: 'Roles of the user.', example: ['SystemAdministrator'] }),
    accountIds: field(texts, {
      description:
        'Accounts the user may work on. In the answer about the caller, a system administrator has all of them.',
      example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
    }),
    accountNames: field(texts, {
      description: 'Names of these accounts, in the same order.',
      example: ['Northwind Dental'],
    }),
    managerAccess: field(UserManagerAccess.optional(), {
      description: 'What the user may do as a Manager at most. Absent for everything that Managers may.',
      example: 'ReadWrite',
    }),
    dashboardPermissions: field(dashboardPermissions.optional(), {
      description: "Areas of the platform's dashboard that the user may open. They grant nothing here.",
      example: ['ViewSessions', 'ViewReports'],
    }),
    disabled: field(z.boolean().optional(), {
      description: 'Whether the user is kept from signing in. Absent in the answer about the caller.',
      example: false,
    }),
    hasPassword: field(z.boolean().optional(), {
      description: 'Whether the user can sign in with a password. Absent in the answer about the caller.',
      example: true,
    }),
    dateCreated: field(instant.optional(), {
      description: 'When the user was created: ISO 8601, UTC. Absent in the answer about the caller.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    dateLastModified: field(instant.optional(), {
      description: 'When the user was last changed: ISO 8601, UTC. Absent in the answer about the caller.',
      example: '2026-03-02T09:20:41.007Z',
    }),
  },
});

/** The value of a {@link UserInfo}. */
export type UserInfo = Value<typeof UserInfo>;
