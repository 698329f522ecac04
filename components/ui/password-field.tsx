"use client";

import { type ComponentProps, useState } from "react";
import { describedBy, FieldFrame } from "./field";

type Props = Omit<ComponentProps<"input">, "id" | "type"> &
  Omit<ComponentProps<typeof FieldFrame>, "children"> & { reveal: { show: string; hide: string } };

/** A password with its label, and a button at its end that shows what was typed. */
export function PasswordField({ id, label, hint, error, aside, reveal, ...rest }: Props) {
  const [isShown, setShown] = useState(false);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <span className="password">
        <input
          {...rest}
          {...describedBy({ id, hint, error })}
          id={id}
          className="input"
          type={isShown ? "text" : "password"}
          autoCapitalize="none"
          spellCheck={false}
        />
        <button type="button" className="btn quiet" aria-controls={id} onClick={() => setShown(!isShown)}>
          {isShown ? reveal.hide : reveal.show}
        </button>
      </span>
    </FieldFrame>
  );
}
