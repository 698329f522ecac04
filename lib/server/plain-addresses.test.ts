import { expect, it } from "vitest";
import { plainAddress } from "./plain-addresses";

it.each([
  ["/api//login", "/api/login"],
  ["/api/login/", "/api/login"],
  ["//connect//api/user/1/hubs/", "/connect/api/user/1/hubs"],
  ["/connect/service/ajaxSystem?path=//user//", "/connect/service/ajaxSystem?path=//user//"],
  ["/connect//service/ajaxSystem/?path=%2Flogin", "/connect/service/ajaxSystem?path=%2Flogin"],
  ["/apis//x/", "/apis//x/"],
  ["/c/dnipro//hubs/", "/c/dnipro//hubs/"],
  ["/", "/"],
])("takes %s as %s", (given, plain) => {
  expect(plainAddress(given)).toBe(plain);
});
