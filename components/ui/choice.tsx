import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icon";

type ChoiceProps = Omit<ComponentProps<"input">, "type" | "className"> & { title: ReactNode; about?: ReactNode };

/** One of several that exclude each other, as a card that can be pressed anywhere. */
export function Choice({ title, about, ...radio }: ChoiceProps) {
  return (
    <label className="choice">
      <input {...radio} className="radio" type="radio" />
      <span>
        <b>{title}</b>
        {about ? <small>{about}</small> : null}
      </span>
    </label>
  );
}

type SetProps = { id: string; legend: ReactNode; error?: ReactNode; children: ReactNode };

/** Choices under one question. The summary of a form's errors leads to it by its id. */
export function ChoiceSet({ id, legend, error, children }: SetProps) {
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={error ? "bad mb-5" : "mb-5"}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className="label">{legend}</legend>
      {error ? (
        <p className="err" id={`${id}-error`}>
          <Icon name="octa" />
          {error}
        </p>
      ) : null}
      {children}
    </fieldset>
  );
}
