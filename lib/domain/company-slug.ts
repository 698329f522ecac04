const longest = 40;
const shortest = 2;

/** Ukrainian by the rules for passports, and what other Cyrillic alphabets have beyond it. */
const latin: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "h",
  ґ: "g",
  д: "d",
  е: "e",
  є: "ie",
  ж: "zh",
  з: "z",
  и: "y",
  і: "i",
  ї: "i",
  й: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ь: "",
  ю: "iu",
  я: "ia",
  ъ: "",
  ы: "y",
  э: "e",
  ё: "e",
  ß: "ss",
  ø: "o",
  æ: "ae",
  ł: "l",
  đ: "d",
};

/**
 * Returns the address part of a company made from its name: 2 to 40 characters of `a-z`, `0-9` and `-`. A name without
 * any of them, as in a script we do not transcribe, gives `company`.
 */
export function slugOf(name: string): string {
  const plain = [...name.toLowerCase().normalize("NFC")].map((letter) => latin[letter] ?? letter).join("");
  const slug = trimDashes(
    trimDashes(
      plain
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .replace(/[^a-z0-9]+/g, "-"),
    ).slice(0, longest),
  );
  return slug.length < shortest ? "company" : slug;
}

/** Returns the slugs to try after `slug` was taken: `name`, `name-2`, `name-3`, the free ones among the first `n`. */
export function freeSlugs(slug: string, taken: ReadonlySet<string>, n: number): string[] {
  const candidates = Array.from({ length: taken.size + n }, (_, index) =>
    index === 0 ? slug : `${slug}-${index + 1}`,
  );
  return candidates.filter((candidate) => !taken.has(candidate)).slice(0, n);
}

function trimDashes(text: string): string {
  return text.replace(/^-+|-+$/g, "");
}
