import { describe, expect, it } from "vitest";
import { covers, includes, isPosition } from "./position";

describe("a position", () => {
  it.each(["1:1:", "812:815:812,813", "812:815:814", "18446744073709551614:18446744073709551615:"])(
    "may read %s",
    (text) => expect(isPosition(text)).toBe(true),
  );

  it.each([
    ["nothing", ""],
    ["words", "now"],
    ["a missing part", "812:815"],
    ["an end before its beginning", "815:812:"],
    ["a transaction before its beginning", "812:815:811"],
    ["a transaction after its end", "812:815:815"],
    ["transactions out of order", "812:815:814,813"],
    ["one twice", "812:815:813,813"],
    ["a list with a hole", "812:815:813,,814"],
    ["a number too long", `1:${"9".repeat(21)}:`],
    ["no first transaction", "0:815:"],
    ["more than anybody sends", `1:99999:${Array.from({ length: 1_100 }, (_, i) => i + 1).join(",")}`],
    ["a second line", "812:815:\n"],
  ])("is not %s", (_what, text) => expect(isPosition(text)).toBe(false));

  it.each([
    { xid: "811", was: true },
    { xid: "812", was: false },
    { xid: "813", was: true },
    { xid: "814", was: false },
    { xid: "815", was: false },
    { xid: "900", was: false },
  ])("covers $xid: $was", ({ xid, was }) => expect(covers("812:815:812,814", xid)).toBe(was));

  it.each([
    { one: "812:815:812", other: "812:815:812,813", is: true },
    { one: "812:815:812,813", other: "812:815:812", is: false },
    { one: "812:815:", other: "812:815:", is: true },
    { one: "812:816:812,813", other: "812:815:812", is: true },
    { one: "812:815:812", other: "812:816:812,813", is: false },
    { one: "99:100:", other: "9:10:", is: true },
  ])("$one includes $other: $is", ({ one, other, is }) => expect(includes(one, other)).toBe(is));
});
