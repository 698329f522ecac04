/**
 * What was typed into the forms of a page and not sent. Forms for data carry `noValidate`; searches do not. Passwords,
 * codes and hidden fields are left out.
 */
type Typed = { owner: string; forms: [name: string, value: string][][] };

const keyOf = (path: string) => `typed ${path}`;
const returnKey = "typed return";

type TextField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function dataForms(): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>("main form[novalidate]")];
}

function fieldsOf(form: HTMLFormElement): TextField[] {
  return [...form.elements].filter((element): element is TextField => {
    if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) return element.name !== "";
    if (!(element instanceof HTMLInputElement) || element.name === "") return false;
    return !["hidden", "password", "file"].includes(element.type) && element.autocomplete !== "one-time-code";
  });
}

function printOf(field: TextField): string {
  const isMark = field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
  return isMark ? `${field.value}:${field.checked}` : field.value;
}

const valuesOf = (form: HTMLFormElement) =>
  fieldsOf(form).map((field) => [field.name, printOf(field)] as [string, string]);

/** A text as the page was drawn with it: somebody may have typed before the script came. */
function drawnPrintOf(field: TextField): string {
  if (field instanceof HTMLTextAreaElement) return field.defaultValue.replaceAll("\r\n", "\n");
  const isText = field instanceof HTMLInputElement && ["text", "email", "tel", "url"].includes(field.type);
  return isText ? field.defaultValue : printOf(field);
}

const drawnValuesOf = (form: HTMLFormElement) => fieldsOf(form).map((field) => [field.name, drawnPrintOf(field)]);

/**
 * What each form held when it was first touched; a form that was drawn anew after its success is another one. It is noted
 * once: a page that is drawn anew may have other values, of which a field that was made here shows nothing.
 */
const untouched = new WeakMap<HTMLFormElement, string>();

/** Notes what a form holds before anything is typed into it. */
export function noteUntouched(target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest<HTMLFormElement>("main form[novalidate]") : null;
  if (form && !untouched.has(form)) untouched.set(form, JSON.stringify(valuesOf(form)));
}

/** Notes, as the script comes, what the forms were drawn with that somebody has been at before: no event told of it. */
export function noteEarly(): void {
  for (const form of dataForms()) {
    const drawn = JSON.stringify(drawnValuesOf(form));
    const isTouched = form.contains(document.activeElement) || drawn !== JSON.stringify(valuesOf(form));
    if (isTouched && !untouched.has(form)) untouched.set(form, drawn);
  }
}

function isChanged(form: HTMLFormElement): boolean {
  const before = untouched.get(form);
  return before !== undefined && before !== JSON.stringify(valuesOf(form));
}

/** Answers whether something was typed into a form of this page and not sent. */
export function hasTyped(): boolean {
  return dataForms().some(isChanged);
}

/** What a form held when it was taken from the page, and which of its fields had the focus; -1 for none. */
export type TypedForm = { values: [name: string, value: string][]; focused: number };

/** Reads what was typed into a form and not sent; null where nothing was. */
export function typedIn(form: HTMLFormElement): TypedForm | null {
  if (!isChanged(form)) return null;
  const { activeElement } = document;
  const focused = fieldsOf(form).findIndex((field) => field.isSameNode(activeElement));
  return { values: valuesOf(form), focused };
}

/** Puts what was typed into a form of the same fields, and the focus where it was. */
export function putTyped(form: HTMLFormElement, { values, focused }: TypedForm): void {
  fill(form, values);
  const fold = form.closest("details");
  if (fold) fold.open = true;
  fieldsOf(form)[focused]?.focus();
}

/** Keeps what was typed for the next look at this page in this tab, by this person. */
export function keepTyped(owner: string): void {
  if (location.pathname === "/sign-in") sessionStorage.setItem(returnKey, "1");
  if (!hasTyped()) return;
  const forms = dataForms().map((form) => (isChanged(form) ? valuesOf(form) : []));
  sessionStorage.setItem(keyOf(location.pathname), JSON.stringify({ owner, forms } satisfies Typed));
}

/** A reload, a step back, and the way back from signing in look at the same page again; a link leads to a fresh one. */
function isSameLook(): boolean {
  const hasReturned = sessionStorage.getItem(returnKey) !== null && location.pathname !== "/sign-in";
  if (hasReturned) sessionStorage.removeItem(returnKey);
  const [entry] = performance.getEntriesByType("navigation");
  const type = entry instanceof PerformanceNavigationTiming ? entry.type : "navigate";
  return hasReturned || type !== "navigate";
}

/** Puts back what was typed before a reload or a sign-in that ran out, once. */
export function restoreTyped(owner: string): void {
  const isWanted = isSameLook();
  const key = keyOf(location.pathname);
  const stored = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (!stored || !isWanted) return;
  const typed = JSON.parse(stored) as Typed;
  if (typed.owner !== owner) return;
  for (const [index, form] of dataForms().entries()) fill(form, typed.forms[index] ?? []);
}

function fill(form: HTMLFormElement, values: Typed["forms"][number]): void {
  const fields = fieldsOf(form);
  if (values.length !== fields.length) return;
  noteUntouched(form);
  for (const [index, field] of fields.entries()) {
    const [name, value = ""] = values[index] ?? [];
    if (name !== field.name || value === printOf(field)) continue;
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      if (field.type === "checkbox" || value.endsWith(":true")) field.click();
    } else {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}
