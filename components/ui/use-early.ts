import { type RefObject, useEffect, useEffectEvent } from "react";

/** Answers whether a field holds something else than it was drawn with. */
function isEarly(field: HTMLInputElement | HTMLSelectElement): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    const drawn = options.find(({ defaultSelected }) => defaultSelected) ?? options[0];
    return drawn !== undefined && !drawn.selected;
  }
  if (["radio", "checkbox"].includes(field.type)) return field.checked && !field.defaultChecked;
  return field.value !== field.defaultValue;
}

/**
 * Calls `take` with what somebody has typed or chosen within `box` before the page's script came, of which no event tells
 * any more.
 */
export function useEarly(box: RefObject<HTMLElement | null>, take: (value: string) => void): void {
  const tell = useEffectEvent(take);
  useEffect(() => {
    const fields = box.current?.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select") ?? [];
    for (const field of fields) if (isEarly(field)) tell(field.value);
  }, [box]);
}
