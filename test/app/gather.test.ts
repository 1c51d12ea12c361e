import { expect, test } from "vitest";
import { gather } from "../../src/incident/gather.ts";

test("calls of one turn, and calls made while others are in progress, are batched, each with its own result", async () => {
  const batches: (readonly number[])[] = [];
  const double = gather(3, async (items: readonly number[]) => {
    batches.push(items);
    if (batches.length === 1) later = [5, 6].map(double);
    return items.map((item) => item * 2);
  });
  let later: Promise<number>[] = [];
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
  expect(await Promise.all(later)).toEqual([10, 12]);
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(await double(7)).toBe(14);
});

test("a failed batch rejects its own calls and no later ones", async () => {
  const work = gather(2, async (items: readonly number[]) => {
    if (items.includes(1)) throw new Error("The disk is full.");
    return items;
  });
  const results = await Promise.allSettled([work(1), work(2), work(3)]);
  expect(results).toMatchObject([{ status: "rejected" }, { status: "rejected" }, { value: 3 }]);
});
