import { hasTyped } from "@/components/forms/typed-text";

/** Answers whether somebody is in the middle of something: a pop-up is open, or a text was typed that is nowhere else yet. */
export function isInTheMiddle(): boolean {
  if (document.querySelector("dialog[open]") || hasTyped()) return true;
  const fields = document.querySelectorAll<HTMLInputElement>("main input:not([type=hidden]), main textarea");
  return [...fields].some(({ value, defaultValue }) => value !== defaultValue);
}
