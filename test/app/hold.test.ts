import { expect, test } from "vitest";
import { createHold } from "../../src/incident/hold.ts";

test("work is held until all of it has ended, whether or not it failed", async () => {
  let released = 0;
  const hold = createHold(60_000, () => void released++);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  expect(hold.active).toBe(false);
  hold.add(first.promise);
  hold.add(second.promise);
  first.reject(new Error("The disk is full."));
  await expect(first.promise).rejects.toThrow();
  expect([hold.active, released]).toEqual([true, 0]);
  second.resolve();
  await second.promise;
  await Promise.resolve();
  expect([hold.active, released]).toEqual([false, 1]);
});

test("work that goes on for long holds nothing more until all of it has ended", async () => {
  const hold = createHold(20, () => {});
  const [first, second, third] = [1, 2, 3].map(() => Promise.withResolvers<void>());
  hold.add(first?.promise as Promise<void>);
  await new Promise((resolve) => setTimeout(resolve, 30));
  hold.add(second?.promise as Promise<void>);
  expect(hold.active).toBe(false);
  first?.resolve();
  second?.resolve();
  await new Promise(setImmediate);
  hold.add(third?.promise as Promise<void>);
  expect(hold.active).toBe(true);
});
