import { givenDashboardPermissions, UserManagerAccess } from '../auth/user-access.ts';
import { field } from '../field.ts';

/** How far a user gets with what they may do. */
export const accessFields = {
  managerAccess: field(UserManagerAccess.optional(), {
    description: 'What the user may do as a Manager at most. Only a system administrator may set it.',
    example: 'ReadWrite',
  }),
  dashboardPermissions: field(givenDashboardPermissions.optional(), {
    description:
      "All areas of the platform's dashboard that the user may open. Only a system administrator may set them.",
    example: ['ViewSessions', 'ViewReports'],
  }),
} as const;
