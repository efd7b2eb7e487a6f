import { Checkbox } from './ui/checkbox.tsx';

interface RoleChoiceProps {
  readonly legend: string;
  /** Roles to choose from. */
  readonly roles: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (roles: readonly string[]) => void;
}

/** Chooses roles. */
export function RoleChoice({ legend, roles, chosen, onChange }: RoleChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          checked={chosen.includes(role)}
          onChange={(checked) =>
            onChange(checked ? [...chosen, role] : chosen.filter((other) => other !== role))
          }
        >
          {role}
        </Checkbox>
      ))}
    </fieldset>
  );
}
