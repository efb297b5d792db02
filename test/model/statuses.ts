import assert from "node:assert/strict";
import { at } from "../integration/world.ts";
import { picosOf } from "./amounts.ts";
import type { Budget, Level } from "./books.ts";
import { capOf, heldOf, levelOf, spentOf } from "./reference-budgets.ts";
import type { Stage } from "./stage.ts";

/** Holds what budgets say of themselves to the reference, of templates for every value that was ever used. */
export async function checkStatuses(stage: Stage): Promise<void> {
  for (const budget of stage.books.budgets)
    for (const level of levelsOf(stage, budget)) await check(stage, budget, level);
}

function levelsOf({ books }: Stage, budget: Budget): readonly Level[] {
  const isTemplate = Object.values(budget.scope).some(([first]) => first === "*");
  if (!isTemplate) return [{ budget: budget.id, value: null }];
  const used = books.events.flatMap(({ values }) => levelOf(budget, values)?.value ?? []);
  const held = books.holds.flatMap(({ levels }) =>
    levels.flatMap(({ level }) => (level.budget === budget.id ? (level.value ?? []) : [])),
  );
  return [...new Set([...used, ...held])].map((value) => ({ budget: budget.id, value }));
}

async function check({ books, tenant, tally }: Stage, budget: Budget, level: Level): Promise<void> {
  const value = level.value === null ? "" : `?value=${encodeURIComponent(level.value)}`;
  const { status, body } = await tenant.owner.get(`/v1/budgets/${budget.id}/status${value}`);
  assert.equal(status, 200, JSON.stringify(body));
  const picos = (name: string) => picosOf(at(body, name));
  const effective = capOf(books, budget, level);
  const spent = spentOf(books, budget, level);
  const reserved = budget.isHard ? heldOf(books, level) : 0n;
  const expected = {
    amount: budget.amount,
    effective,
    spent,
    reserved,
    available: effective - spent - reserved,
  };
  const actual = {
    amount: picos("amount"),
    effective: picos("effective_amount"),
    spent: picos("spent"),
    reserved: picos("reserved"),
    available: picos("available"),
  };
  assert.deepEqual(actual, expected, `where budget ${budget.id} ${level.value ?? ""} stands`);
  tally.statuses += 1;
}
