import { z } from 'zod';
import { enumeration } from '../dto.ts';

/** What a manager may do at most, from least to most. */
export const managerAccessLevels = ['ReadOnly', 'ReadWrite', 'ReadWriteDelete'] as const;

/** Areas of the platform's dashboard. */
const dashboardAreas = [
  'ViewFiles',
  'ViewNotifications',
  'ViewSessions',
  'ViewEndpoints',
  'ViewReports',
  'ViewCustomers',
  'ViewFlows',
  'ViewCallCenter',
] as const;

/** What a manager may do at most. */
export const UserManagerAccess = enumeration('UserManagerAccess', {
  namespace: 'Voice.Api.Endpoints',
  description: 'What a manager may do at most: read, also create and change, or also delete.',
  values: managerAccessLevels,
});

/** Areas of the platform's dashboard. */
const DashboardPermissions = enumeration('DashboardPermissions', {
  namespace: 'Voice.Api.Authentication',
  description: "Areas of the platform's dashboard.",
  values: dashboardAreas,
});

/** Areas that somebody may open, each once, in the order of the enumeration. */
export const dashboardPermissions = z.array(DashboardPermissions);

/** The same in a request. */
export const givenDashboardPermissions = z
  .array(DashboardPermissions)
  .max(100, 'must name 100 areas or fewer.')
  .transform((given) => dashboardAreas.filter((area) => given.includes(area)));
