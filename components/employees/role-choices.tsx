import { Icon } from "@/components/ui/icon";

export type RoleOption = { role: string; name: string; about: string };

type Props = {
  label: string;
  hint?: string | null;
  roles: readonly RoleOption[];
  chosen: string | undefined;
  error?: string | undefined;
  /** Told of each choice, where something beside it depends on it. */
  onChoose?: (role: string) => void;
};

/** One role among those a person can be given, each with what it is for. */
export function RoleChoices({ label, hint, roles, chosen, error, onChoose }: Props) {
  return (
    <fieldset id="role" tabIndex={-1} className="mb-5" aria-describedby={error ? "role-error" : undefined}>
      <legend className="mb-2 font-semibold">{label}</legend>
      {hint ? <p className="muted mb-2">{hint}</p> : null}
      {error ? (
        <p className="err" id="role-error">
          <Icon name="octa" />
          {error}
        </p>
      ) : null}
      {roles.map(({ role, name, about }) => (
        <label className="choice" key={role}>
          <input
            className="radio"
            type="radio"
            name="role"
            value={role}
            defaultChecked={role === chosen}
            onChange={onChoose ? () => onChoose(role) : undefined}
          />
          <span>
            <b>{name}</b>
            <small>{about}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
