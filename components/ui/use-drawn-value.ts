import { type RefObject, useLayoutEffect, useRef } from "react";

type Default = string | number | readonly string[] | undefined;

/**
 * Shows a new default in a field that still shows the last one, as when somebody else has saved meanwhile. Browsers do so
 * of themselves only in fields that came with the page; the others would keep the old text beside the new version.
 */
export function useDrawnValue(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  defaultValue: Default,
): void {
  const drawn = useRef(defaultValue);
  useLayoutEffect(() => {
    if (drawn.current === defaultValue) return;
    const last = String(drawn.current ?? "");
    drawn.current = defaultValue;
    if (field.current?.value === last) field.current.value = String(defaultValue ?? "");
  }, [field, defaultValue]);
}
