/** A small repeatable source of chance: the same seed gives the same world on every machine. */
export type Random = {
  /** Returns a number from 0 (included) to 1 (excluded). */
  fraction: () => number;
  /** Returns a whole number from `from` to `to`, both included. */
  whole: (from: number, to: number) => number;
  pick: <T>(items: readonly [T, ...T[]]) => T;
  /** Returns `count` digits of the given base. */
  digits: (count: number, base?: 10 | 16) => string;
  uuid: () => string;
};

/** Opens the source of `seed`, a whole number. The generator is sfc32, by Chris Doty-Humphrey. */
export function openRandom(seed: number): Random {
  const fraction = sfc32(seed);
  const whole = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  const digits = (count: number, base: 10 | 16 = 10) =>
    Array.from({ length: count }, () => whole(0, base - 1).toString(base)).join("");
  return {
    fraction,
    whole,
    digits,
    pick: ([first, ...rest]) => [first, ...rest][whole(0, rest.length)] ?? first,
    uuid: () => `${digits(8, 16)}-${digits(4, 16)}-4${digits(3, 16)}-8${digits(3, 16)}-${digits(12, 16)}`,
  };
}

function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 16; round++) next();
  return next;
}
