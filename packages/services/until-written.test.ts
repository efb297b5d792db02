import { expect, test } from "vitest";
import { untilWritten } from "./until-written.ts";

const foughtOver = () => new Error("fought over");

test("goes on until no other write came between; false is written too", async () => {
  const outcomes = [undefined, undefined, false, true];
  expect(await untilWritten(async () => outcomes.shift(), foughtOver)).toBe(false);
  expect(outcomes).toEqual([true]);
});

test("gives up where others come first each time, and at once where the change throws", async () => {
  let tries = 0;
  const loses = async () => void tries++;
  await expect(untilWritten(loses, foughtOver)).rejects.toThrow("fought over");
  expect(tries).toBe(5);
  const refuses = () => Promise.reject(new Error(`refused at ${tries++}`));
  await expect(untilWritten(refuses, foughtOver)).rejects.toThrow("refused at 5");
});
