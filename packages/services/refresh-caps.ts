import { aliasOf, type HeldBudget, heldBudget, holdOf, readHold } from "@outlay/domain/cap";
import { type CapSheet, isOpen } from "@outlay/domain/cap-sheet";
import { firstLiveSlot } from "@outlay/domain/cap-slot";
import { type Budget, isHard, isTemplate } from "@outlay/domain/budget";
import type { Configuration } from "@outlay/domain/configuration";
import { LIMITS } from "@outlay/domain/limits";
import type { LocalDate } from "@outlay/domain/local-date";
import { readValueSheetKeys, sheetKeyOf } from "@outlay/storage/cap-sheet";
import type { Key } from "@outlay/storage/table";
import { advanceCaps, type CapsWorld, type SheetDue } from "./advance-caps.ts";

/**
 * Sees to it that the counters of these levels count what the budgets say today. Those that do are left alone. Plain budgets share a
 * sheet: whoever opens one opens all, so that the first call of many budgets at once, as at midnight, is one write and not a race of each.
 */
export async function openCaps(
  world: CapsWorld,
  tenantId: string,
  configuration: Configuration,
  levels: readonly HeldBudget[],
): Promise<void> {
  const bySheet = Map.groupBy(levels, ({ hold }) => JSON.stringify(sheetKeyOf(tenantId, hold)));
  const due = [...bySheet.values()].flatMap((own): SheetDue[] => {
    const [first] = own;
    if (!first) return [];
    return [
      {
        key: sheetKeyOf(tenantId, first.hold),
        levelsOf: (sheet, today) => [...own, ...closedBeside(configuration, own, sheet, today)],
        isWhole: false,
        isNeeded: (sheet) => sheet === undefined || !own.every((level) => isOpen(sheet, level)),
        isLeftIfRight: false,
      },
    ];
  });
  await advanceCaps(world, tenantId, configuration, due, { firstSlot: 0, isRepairing: false });
}

/** The other levels of the same sheet that count something else than their budgets say today: none of a template's value. */
function closedBeside(
  { budgets }: Configuration,
  own: readonly HeldBudget[],
  sheet: CapSheet,
  today: LocalDate,
): readonly HeldBudget[] {
  if (own.some(({ value }) => value !== null)) return [];
  const holds = new Set(own.map(({ hold }) => hold));
  return plainBudgets(budgets)
    .flatMap((budget) => heldBudget(budget, null, today) ?? [])
    .filter((level) => !holds.has(level.hold) && !isOpen(sheet, level));
}

/**
 * Brings counters up to what was spent and released, once a contribution is written: of all hard budgets that are no templates,
 * and of the values of templates that `holds` names. Resolves with whether it is time to ask how far usage is recorded.
 */
export async function refreshCaps(
  world: CapsWorld,
  tenantId: string,
  configuration: Configuration,
  holds: Iterable<string>,
): Promise<boolean> {
  const templates = hardTemplates(configuration);
  const ofValues = [...new Set(holds)].flatMap((hold): SheetDue[] => {
    const { alias, valueHash } = readHold(hold);
    const template = templates.get(alias);
    return valueHash === undefined || !template ? [] : [valueSheet(sheetKeyOf(tenantId, hold), template)];
  });
  return advanceCaps(world, tenantId, configuration, [...plainSheet(tenantId, configuration), ...ofValues], {
    firstSlot: 0,
    isRepairing: true,
  });
}

/**
 * The same for all values of all templates. What ended well before `caughtUpEpochMs` holds nothing any more, since what was
 * accepted until then is recorded.
 */
export async function refreshAllCaps(
  world: CapsWorld,
  tenantId: string,
  configuration: Configuration,
  caughtUpEpochMs?: number,
): Promise<void> {
  const firstSlot = caughtUpEpochMs === undefined ? 0 : firstLiveSlot(caughtUpEpochMs - LIMITS.inFlightMs);
  const due: SheetDue[] = plainSheet(tenantId, configuration);
  for (const [alias, template] of hardTemplates(configuration)) {
    for (const key of await readValueSheetKeys(world.table, tenantId, alias))
      due.push({ ...valueSheet(key, template), isLeftIfRight: true });
  }
  await advanceCaps(world, tenantId, configuration, due, { firstSlot, isRepairing: true });
}

function plainSheet(tenantId: string, { budgets }: Configuration): SheetDue[] {
  const hard = plainBudgets(budgets);
  const [first] = hard;
  if (!first) return [];
  return [
    {
      key: sheetKeyOf(tenantId, holdOf(first.id, null)),
      levelsOf: (_sheet, today) => hard.flatMap((budget) => heldBudget(budget, null, today) ?? []),
      isWhole: true,
      isNeeded: () => true,
      isLeftIfRight: false,
    },
  ];
}

const plainBudgets = (budgets: Configuration["budgets"]): readonly Budget[] =>
  [...budgets.values()].filter((budget) => isHard(budget) && !isTemplate(budget));

/** A value that no call has asked for yet has no sheet, and needs none. */
const valueSheet = (key: Key, template: Budget): SheetDue => ({
  key,
  levelsOf: ({ value }, today) => {
    const level = value === null ? undefined : heldBudget(template, value, today);
    return level ? [level] : [];
  },
  isWhole: true,
  isNeeded: (sheet) => sheet !== undefined,
  isLeftIfRight: false,
});

function hardTemplates({ budgets }: Configuration): ReadonlyMap<string, Budget> {
  const templates = [...budgets.values()].filter((budget) => isHard(budget) && isTemplate(budget));
  return new Map(templates.map((budget) => [aliasOf(budget.id), budget]));
}
