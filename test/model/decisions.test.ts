import { describe, expect, test } from "vitest";
import { PLANTED_MODEL_BUGS } from "./planted-model-bugs.ts";
import { search, shown } from "./run-history.ts";
import { newTally, realCode, type Tally } from "./stage.ts";

const LIMIT_MS = 300_000;
const SIZE = { commandsMax: 100, seed: 1 };

/** What the reference must have foretold in so many histories, or they do not reach what they are for. */
const REASONS = [
  "approval_needed",
  "budget_override",
  "cap_downgrade",
  "cap_held",
  "cap_reached",
  "context_above_limit",
  "data_class_not_allowed",
  "exception_approved",
  "loop_detected",
  "model_above_tier",
  "model_not_in_policy",
  "no_cost",
  "no_upper_bound",
  "output_limited",
  "paused",
  "quality_above_tier",
  "run_limit_reached",
];

const told = ({ histories, commands, decisions, ...rest }: Tally): string =>
  `${histories} histories, ${commands} commands, ${decisions} decisions: ${JSON.stringify(rest)}`;

test("configuration and decisions are what the reference says", { timeout: LIMIT_MS }, async () => {
  const tally = newTally();
  const found = await search(realCode, { ...SIZE, histories: 160, minimisingRuns: 400 }, tally);
  console.log(told(tally));
  expect(found && shown(found)).toBeUndefined();
  expect(Object.keys(tally.reasons)).toEqual(expect.arrayContaining(REASONS));
  expect(Object.keys(tally.answers).toSorted()).toEqual([
    "403",
    "422",
    "429",
    "allow",
    "deny",
    "downgrade",
    "needs_approval",
  ]);
});

describe("a search finds what was planted", () => {
  test.each(PLANTED_MODEL_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    const found = await search(code, { ...SIZE, histories: 60, minimisingRuns: 0 }, newTally());
    expect(found?.text).toMatch(/AssertionError/);
  });
});
