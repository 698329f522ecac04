"use client";

import Form from "next/form";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { useEarly } from "@/components/ui/use-early";

const pauseMs = 250;

type Props = {
  base: string;
  country: string;
  countries: readonly SelectOption[];
  query: string;
  labels: Record<"title" | "country" | "search" | "go", string>;
  /** The list that is searched: links, one a row. */
  children: ReactNode;
};

/**
 * A search that narrows its list while one types, and as soon as another country is chosen. Arrow keys lead from the
 * field into the list and along it, so it is used as a combobox is; nothing floats over it, so a phone's keyboard hides
 * no row. Without scripts its button does the same.
 */
export function ResellerSearch({ base, country, countries, query, labels, children }: Props) {
  const router = useRouter();
  const box = useRef<HTMLElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!form.current) return;
      const asked = new URLSearchParams();
      for (const [name, value] of new FormData(form.current)) if (value !== "") asked.set(name, String(value));
      router.replace(`${base}?${asked}`, { scroll: false });
    }, afterMs);
  };
  useEarly(form, () => search(0));
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const field = box.current?.querySelector<HTMLElement>("input[type=search]");
    const rows = [...(box.current?.querySelectorAll<HTMLElement>("[data-list] a") ?? [])];
    const stops = field ? [field, ...rows] : rows;
    const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
    if (step === 0 || !next || !stops.includes(document.activeElement as HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <search ref={box} onKeyDown={move} aria-label={labels.title}>
      <Form
        ref={form}
        action={base}
        prefetch={false}
        className="filter-row"
        onSubmit={() => clearTimeout(timer.current)}
      >
        <SelectField
          id="country"
          name="country"
          label={labels.country}
          defaultValue={country}
          options={countries}
          onChange={() => search(0)}
        />
        <Field
          id="q"
          name="q"
          type="search"
          label={labels.search}
          defaultValue={query}
          maxLength={80}
          autoComplete="off"
          onChange={() => search(pauseMs)}
        />
        <Button type="submit">{labels.go}</Button>
      </Form>
      {/* Who has chosen a row looks for nothing any more: a search that still waited would take the choice away again. */}
      <div data-list onClickCapture={() => clearTimeout(timer.current)}>
        {children}
      </div>
    </search>
  );
}
