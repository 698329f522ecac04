/** Shorter words occur by chance in good passwords. */
const shortestWord = 4;

/** The portal's own name and brand, which stand on every page. */
const brandWords = ["ajax", "portal", "partner"];

const lookAlikes: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "@": "a",
  $: "s",
  "!": "i",
};

/** What others know of the person who chooses a password. */
export type PasswordOwner = { email: string; name: string; companies: readonly string[] };

/**
 * Answers whether others would guess a password: it is on the list of common ones, made of few characters, or holds a
 * part of the person's address or name, a company's name or the portal's. Case and look-alike digits hide nothing.
 * Length is the schema's affair. Source: RELIABILITY, section 7.
 */
export function isGuessable(password: string, owner: PasswordOwner, common: ReadonlySet<string>): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (common.has(plain) || isMonotonous(plain)) return true;
  const read = withoutDisguise(plain);
  return contextWords(owner).some((word) => plain.includes(word) || read.includes(withoutDisguise(word)));
}

/** Lists the words of four letters or more that a password of this person must not hold. */
export function contextWords({ email, name, companies }: PasswordOwner): string[] {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const labels = domain.split(".").slice(0, -1);
  const texts = [local, ...labels, name, ...companies].flatMap((text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  );
  return [...new Set([...texts.filter((word) => [...word].length >= shortestWord), ...brandWords])];
}

/** Fewer than five different characters, or one character more often than all others together. */
function isMonotonous(text: string): boolean {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts.size < 5 || Math.max(...counts.values()) * 2 > text.length;
}

function withoutDisguise(text: string): string {
  return [...text].map((character) => lookAlikes[character] ?? character).join("");
}
