/** Writes a whole number for people: 100,000. */
export function writeNumber(value: number): string {
  return value.toLocaleString("en");
}
