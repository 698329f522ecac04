import type { ActionForm } from "@/components/forms/use-action-form";

/** Says which boxes of countries are ticked: after a failure as they were sent; before, as `initial` says. */
export function tickedIn(form: ActionForm, initial: readonly string[]): (code: string) => boolean {
  const failure = form.state && !form.state.ok ? form.state : null;
  return (code) => (failure ? failure.values?.[`country-${code}`] === "on" : initial.includes(code));
}
