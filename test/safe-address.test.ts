import { expect, test } from "vitest";
import { isSafeAddress } from "../src/safe-address.ts";

test.each([
  "https://example.com",
  "http://localhost:1",
  "http://127.0.0.1",
  "http://127.8.9.10:3000",
  "http://[::1]:1",
])("a credential may be sent to %o", (address) => {
  expect(isSafeAddress(new URL(address))).toBe(true);
});

test.each([
  "http://example.com",
  "http://127.0.0.1.example.com",
  "http://localhost.example.com",
  "http://10.0.0.1",
  "ftp://localhost",
])("no credential may be sent to %o", (address) => {
  expect(isSafeAddress(new URL(address))).toBe(false);
});
