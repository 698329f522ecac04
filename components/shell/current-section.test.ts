import { describe, expect, it } from "vitest";
import { currentSection } from "./current-section";

const sections = [
  { href: "/r/a" },
  { href: "/r/a/dealers", covers: ["/r/a/requests"] },
  { href: "/r/a/dealers?state=ended", isExact: true },
  { href: "/r/a/accounts" },
  { href: "/home", covers: ["/home/hubs"], isExact: true },
];

const at = (address: string) => {
  const { pathname, searchParams } = new URL(address, "https://portal.invalid");
  return currentSection(sections, { pathname, search: searchParams })?.href;
};

describe("the current section", () => {
  it.each([
    ["/r/a", "/r/a"],
    ["/r/a/dealers", "/r/a/dealers"],
    ["/r/a/dealers/7/edit", "/r/a/dealers"],
    ["/r/a/requests/7", "/r/a/dealers"],
    ["/r/a/dealers?state=ended&q=x", "/r/a/dealers?state=ended"],
    ["/r/a/dealers/7?state=ended", "/r/a/dealers"],
    ["/r/a/accounts?dealer=7", "/r/a/accounts"],
    ["/r/ab", undefined],
    ["/home", "/home"],
    ["/home/hubs/7/users", "/home"],
    ["/home/password", undefined],
  ])("of %s is %s", (address, section) => {
    expect(at(address)).toBe(section);
  });
});
