/** Draws a number from 0 (included) to 1 (excluded). The same words always give the same one: chance without memory. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const character of words.join(":")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}
