import { expect, it } from "vitest";
import { readFeedPlace, writeFeedPlace } from "./feed-place";

it("is read as it was written", () => {
  for (const place of [
    { from: "10:20:12,14", within: null },
    { from: "10:20:", within: { to: "11:30:15", turn: "25", seq: "1234567" } },
  ]) {
    expect(readFeedPlace(writeFeedPlace(place))).toEqual(place);
  }
});

it.each([
  "",
  "x",
  "10:20:/",
  "10:20:/11:30:",
  "10:20:/11:30:/5",
  "10:20:/11:30:/5.x",
  "10:20:/11:30:/5.6/7",
  "10:20:'--",
])("is not read from %j", (text) => expect(readFeedPlace(text)).toBeNull());
