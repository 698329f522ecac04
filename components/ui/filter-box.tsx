import type { ReactNode } from "react";
import { Icon } from "./icon";

/** A list's filters, folded away while none is used. */
export function FilterBox({ title, isOpen, children }: { title: string; isOpen: boolean; children: ReactNode }) {
  return (
    <details className="filters" open={isOpen}>
      <summary>
        <Icon name="filter" isSmall />
        {title}
      </summary>
      <div className="filter-row">{children}</div>
    </details>
  );
}

type SelectProps = {
  name: string;
  label: string;
  value: string | undefined;
  /** The words for no filter. */
  any: string;
  children: ReactNode;
};

/** A filter that is one of few; its options are the children. */
export function FilterSelect({ name, label, value, any, children }: SelectProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <span className="sel">
        <select className="input" name={name} defaultValue={value ?? ""}>
          <option value="">{any}</option>
          {children}
        </select>
        <Icon name="down" isSmall />
      </span>
    </label>
  );
}

/** The options of a filter. */
export function filterOptions(options: readonly { value: string; label: string }[]): ReactNode {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
