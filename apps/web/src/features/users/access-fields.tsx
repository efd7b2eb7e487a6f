'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';

type ManagerAccess = NonNullable<UserInfo['managerAccess']>;
type Areas = NonNullable<UserInfo['dashboardPermissions']>;

const levels = [
  ['ReadOnly', 'Read only'],
  ['ReadWrite', 'Read, create and change'],
  ['ReadWriteDelete', 'Everything, also delete'],
] as const satisfies readonly (readonly [ManagerAccess, string])[];

const areas = [
  ['ViewFiles', 'Files'],
  ['ViewNotifications', 'Notifications'],
  ['ViewSessions', 'Sessions'],
  ['ViewEndpoints', 'Endpoints'],
  ['ViewReports', 'Reports'],
  ['ViewCustomers', 'Customers'],
  ['ViewFlows', 'Flows'],
  ['ViewCallCenter', 'Call center'],
] as const satisfies readonly (readonly [Areas[number], string])[];

interface AccessFieldsProps {
  readonly isManager: boolean;
  readonly managerAccess: ManagerAccess;
  readonly dashboardPermissions: Areas;
  readonly onManagerAccess: (access: ManagerAccess) => void;
  readonly onDashboardPermissions: (areas: Areas) => void;
}

/** How far a user gets as a manager, and what the dashboard of the platform shows them. */
export function AccessFields({
  isManager,
  managerAccess,
  dashboardPermissions,
  onManagerAccess,
  onDashboardPermissions,
}: AccessFieldsProps) {
  return (
    <>
      {isManager && (
        <Field label="Manager access" hint="What they may do with the users of their accounts.">
          {(control) => (
            <Select
              {...control}
              value={managerAccess}
              onChange={(event) => {
                const chosen = levels.find(([level]) => level === event.target.value);
                if (chosen) onManagerAccess(chosen[0]);
              }}
            >
              {levels.map(([level, label]) => (
                <option key={level} value={level}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Areas of the platform's dashboard</legend>
        <div className="grid grid-cols-2 gap-1.5 sm:grid-cols-4">
          {areas.map(([area, label]) => (
            <Checkbox
              key={area}
              checked={dashboardPermissions.includes(area)}
              onChange={(checked) =>
                onDashboardPermissions(
                  areas
                    .map(([one]) => one)
                    .filter((one) => (one === area ? checked : dashboardPermissions.includes(one))),
                )
              }
            >
              {label}
            </Checkbox>
          ))}
        </div>
        <p className="mt-1.5 text-xs text-muted">
          These permissions apply to the platform's dashboard, not here.
        </p>
      </fieldset>
    </>
  );
}
