import { DAY_MS, HOUR_MS, MINUTE_MS } from "@outlay/domain/bucket";
import { type HeldBudget, readHold } from "@outlay/domain/cap";
import {
  type CapSheet,
  EMPTY_SHEET,
  hasEndedSlots,
  type Released,
  releasedKey,
  type SheetStep,
  stepOf,
  stepOfFormer,
} from "@outlay/domain/cap-sheet";
import { admittedFrom, firstLiveSlot, HELD_MS_MAX, minuteOf, type Slot } from "@outlay/domain/cap-slot";
import type { Configuration } from "@outlay/domain/configuration";
import { LIMITS } from "@outlay/domain/limits";
import type { LocalDate } from "@outlay/domain/local-date";
import { hullOf, periodInstants } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import { advance, readSheet } from "@outlay/storage/cap-sheet";
import { readContributions } from "@outlay/storage/contributions";
import type { Key, Table } from "@outlay/storage/table";
import { atOnce } from "./at-once.ts";
import type { World } from "./context.ts";
import { readBudgetSpend, type SpendByDate } from "./read-budget-spend.ts";

/*
 * Of every budget in a sheet, used = x + what is held in its slots, where x = spent - what was released of those slots. Reserving and
 * giving back add the same to `used` and to a slot, and leave x alone. Only what stands here sets x, always in the same way: read the
 * sheet, then what was released, then what was spent; add the difference to x where the version is still the one that was read.
 *
 * - Releases are read before spend, and a fold says both in one write: what is taken off a hold is in spend already. Read the other
 *   way round, a call would for a moment count for nothing.
 * - Of those who set x at once, one wins; the others read anew, and so read after the winner wrote. Whoever writes a contribution
 *   sets x after it. So the last who sets x has read every contribution, and what a race left too high is right again.
 * - A slot that came after the sheet was read counts whole, although some of it may have been released: too high, until the fold that
 *   released it sets x.
 */

export type CapsWorld = Pick<World, "table" | "now">;

/** A sheet to bring up to date. */
export interface SheetDue {
  readonly key: Key;
  /** The budgets that are held in it on a local date. */
  readonly levelsOf: (sheet: CapSheet, today: LocalDate) => readonly HeldBudget[];
  /** Others in it are no hard budgets any more, and go. */
  readonly isWhole: boolean;
  /** Where it says no, the sheet is left alone. Whoever wrote a contribution must not leave it: see above. */
  readonly isNeeded: (sheet: CapSheet | undefined) => boolean;
  /** Leaves it also where nothing would change. */
  readonly isLeftIfRight: boolean;
}

/** Others may come first at most this often before the work goes back to the queue, or the request to its caller. */
const TRIES = 50;
/** Budgets, and slots that go, of one write: DynamoDB takes 4 KB of an expression. */
const CHANGES_AT_ONCE = 80;
/** A template may have a sheet for each of very many values: whoever waits for the folder waits for all of them. */
const READS_AT_ONCE = 32;
const SHEETS_AT_ONCE = 16;
/** An event may state a time before that of its decision, by the clock of its source. */
const CLOCK_MS = 15 * MINUTE_MS;
/** The sheet of one value outlives its period by longer than anything is held. */
const KEPT_MS = HELD_MS_MAX + 2 * DAY_MS;

interface ReadDue extends SheetDue {
  readonly sheet: CapSheet | undefined;
  readonly levels: readonly HeldBudget[];
}

export interface HowToAdvance {
  readonly firstSlot: number;
  /** Stores what pages contribute to budgets that changed since. Whoever answers a call does not: it may not remove what that replaces. */
  readonly isRepairing: boolean;
}

/**
 * Brings sheets up to date. What slots before `firstSlot` still hold goes. Resolves with whether more could go, by the clock, if
 * it were known how far usage is recorded, and nobody asked in this minute.
 */
export async function advanceCaps(
  world: CapsWorld,
  tenantId: string,
  configuration: Configuration,
  due: readonly SheetDue[],
  { firstSlot, isRepairing }: HowToAdvance,
): Promise<boolean> {
  let pending = due;
  let isProbeDue = false;
  for (let tries = 0; tries < TRIES; tries++) {
    const today = localDateOf(world.now().getTime(), configuration.tenant.time_zone);
    const read: ReadDue[] = [];
    await atOnce(pending, READS_AT_ONCE, async (each) => void read.push(await readDue(world.table, each, today)));
    const needed = read.filter(({ sheet, isNeeded }) => isNeeded(sheet));
    if (needed.length === 0) return isProbeDue;
    const unmade = needed.filter(isUnmadeValue);
    if (unmade.length > 0) {
      await Promise.all(unmade.map((each) => makeSheet(world, configuration, each)));
      continue;
    }
    isProbeDue = needed.some(({ sheet }) => sheet !== undefined && hasOver(sheet, firstSlot, world.now().getTime()));
    const released = await readReleased(world, tenantId, needed);
    const spent = await readSpent(world, tenantId, configuration, needed, isRepairing);
    const ofPeriod = (level: HeldBudget): bigint => spentIn(spent.get(level.instanceId), level);
    const left: SheetDue[] = [];
    await atOnce(needed, SHEETS_AT_ONCE, async (each) => {
      if (!(await advanceSheet(world, configuration, each, { released, ofPeriod, firstSlot }))) left.push(each);
    });
    pending = left;
  }
  throw new Error(`Caps changed ${TRIES} times while they were brought up to date.`);
}

/**
 * A fold passes over the value of a template that has no sheet. So the sheet is made before spend is read for it: a fold that passed
 * it over wrote its contribution before that, and one that comes after finds it.
 */
const isUnmadeValue = ({ sheet, levels }: ReadDue): boolean =>
  sheet?.version === undefined && levels.some(({ value }) => value !== null);

const makeSheet = (world: CapsWorld, configuration: Configuration, { key, levels }: ReadDue): Promise<boolean> =>
  advance(world.table, key, undefined, [], { firstSlot: 0, value: valueOf(world, configuration, levels) });

function hasOver(sheet: CapSheet, firstSlot: number, nowEpochMs: number): boolean {
  const over = firstLiveSlot(nowEpochMs - LIMITS.inFlightMs);
  return over > firstSlot && sheet.probedMinute < minuteOf(nowEpochMs) && hasEndedSlots(sheet, over);
}

async function readDue(table: Table, due: SheetDue, today: LocalDate): Promise<ReadDue> {
  const sheet = await readSheet(table, due.key);
  return { ...due, sheet, levels: due.levelsOf(sheet ?? EMPTY_SHEET, today) };
}

/** Of the slots that stand in the sheets: pages of buckets alone say it. */
async function readReleased(world: CapsWorld, tenantId: string, read: readonly ReadDue[]): Promise<Released> {
  const slots = new Set(read.flatMap(({ sheet }) => [...(sheet ?? EMPTY_SHEET).caps.values()].flatMap(slotsOf)));
  return readReleases(world, tenantId, slots);
}

const slotsOf = ({ held }: { readonly held: ReadonlyMap<Slot, bigint> }): Slot[] => [...held.keys()];

/** What was released of slots, by level. Events whose time lies long before their decision's are not found: what they held ends with its slot. */
export async function readReleases(world: CapsWorld, tenantId: string, slots: ReadonlySet<Slot>): Promise<Released> {
  const released = new Map<string, bigint>();
  if (slots.size === 0) return released;
  const wholeHour = (epochMs: number) => Math.floor(epochMs / HOUR_MS) * HOUR_MS;
  const admitted = Math.min(...slots.values().map(admittedFrom));
  const part = {
    level: "bucket",
    fromEpochMs: wholeHour(admitted - CLOCK_MS),
    toEpochMs: wholeHour(world.now().getTime() + 2 * HOUR_MS),
  } as const;
  for (const { releases } of await readContributions(world.table, tenantId, part)) {
    for (const { hold, slot, picos } of releases) {
      const key = releasedKey(hold, slot);
      if (slots.has(slot)) released.set(key, (released.get(key) ?? 0n) + picos);
    }
  }
  return released;
}

async function readSpent(
  world: CapsWorld,
  tenantId: string,
  configuration: Configuration,
  read: readonly ReadDue[],
  isRepairing: boolean,
): Promise<ReadonlyMap<string, SpendByDate>> {
  const periods = read.flatMap(({ levels }) => levels.map(({ period }) => period));
  if (periods.length === 0) return new Map();
  return readBudgetSpend(world, tenantId, configuration, { ...hullOf(periods), isRepairing });
}

const spentIn = (byDate: SpendByDate | undefined, { period }: HeldBudget): bigint =>
  [...(byDate ?? [])].reduce((sum, [date, picos]) => (period.from <= date && date < period.to ? sum + picos : sum), 0n);

interface Known {
  readonly released: Released;
  readonly ofPeriod: (level: HeldBudget) => bigint;
  readonly firstSlot: number;
}

/** False: another came first, or more is left to do. */
async function advanceSheet(
  world: CapsWorld,
  configuration: Configuration,
  { key, sheet, levels, isWhole, isLeftIfRight }: ReadDue,
  { released, ofPeriod, firstSlot: asked }: Known,
): Promise<boolean> {
  const read = sheet ?? EMPTY_SHEET;
  const firstSlot = Math.max(read.firstSlot, asked);
  const aliases = new Set(levels.map(({ hold }) => readHold(hold).alias));
  const former = isWhole ? [...read.caps.keys()].filter((alias) => !aliases.has(alias)) : [];
  const steps = [
    ...levels.map((level) => stepOf(read, level, ofPeriod(level), released, firstSlot)),
    ...former.flatMap((alias) => stepOfFormer(read, alias, firstSlot) ?? []),
  ].filter(isChange);
  if (isLeftIfRight && steps.length === 0 && firstSlot === read.firstSlot) return true;

  let version = read.version;
  for (const some of chunksOf(steps)) {
    const value = valueOf(world, configuration, levels);
    if (!(await advance(world.table, key, version, some, { firstSlot, value }))) return false;
    version = (version ?? 0n) + 1n;
  }
  const gone = new Set(steps.flatMap(({ alias, ended }) => ended.map(([slot]) => alias + slot)));
  const left = [...read.caps].map(
    ([alias, cap]) =>
      [alias, { ...cap, held: new Map([...cap.held].filter(([slot]) => !gone.has(alias + slot))) }] as const,
  );
  return !hasEndedSlots({ ...read, caps: new Map(left) }, firstSlot);
}

const isChange = ({ addUsed, term, ended, isDropped }: SheetStep): boolean =>
  addUsed !== 0n || term !== undefined || ended.length > 0 || isDropped;

/** At least one, which raises the version. */
function chunksOf(steps: readonly SheetStep[]): readonly (readonly SheetStep[])[] {
  const chunks: SheetStep[][] = [[]];
  let size = 0;
  for (const step of steps) {
    size += 1 + step.ended.length;
    if (size > CHANGES_AT_ONCE) {
      chunks.push([]);
      size = 1 + step.ended.length;
    }
    chunks.at(-1)?.push(step);
  }
  return chunks;
}

/** The sheet of one value says which, as its key does not, and goes by itself. */
function valueOf({ now }: CapsWorld, { tenant }: Configuration, levels: readonly HeldBudget[]) {
  const [level] = levels;
  if (level === undefined || level.value === null) return undefined;
  const { toEpochMs } = periodInstants(level.period, tenant.time_zone);
  const expiresAtEpochMs = Math.max(toEpochMs, now().getTime()) + KEPT_MS;
  return { text: level.value, expiresAtEpochS: Math.ceil(expiresAtEpochMs / 1000) };
}
