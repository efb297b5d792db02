import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Command, history } from "./commands.ts";
import { play } from "./play.ts";
import { type Code, newTally, openStage, type Tally } from "./stage.ts";
import { checkStatuses } from "./statuses.ts";

/** A difference between the code and the reference. */
export interface Difference {
  readonly seed: number;
  /** Few of those that show it: none of them can be left out. */
  readonly commands: readonly Command[];
  readonly text: string;
}

/** Plays a history from sign-up to quiescence. Throws at the first difference, and says after which command. */
export async function runHistory(code: Code, commands: readonly Command[], tally: Tally): Promise<void> {
  const stage = await openStage(code, tally);
  tally.histories += 1;
  for (const [index, command] of commands.entries()) {
    try {
      await play(stage, command);
    } catch (error) {
      throw new Error(`Command ${index + 1}, ${command.kind}: ${String(error)}`, { cause: error });
    }
  }
  await stage.record(Infinity);
  await stage.fold(true);
  await checkStatuses(stage);
  const { usage, folds } = stage.pipeline.queues;
  assert.deepEqual([usage.deadLetters, folds.deadLetters], [[], []]);
}

export interface Search {
  readonly seed: number;
  readonly histories: number;
  readonly commandsMax: number;
  /** Runs that the smallest history is looked for with. */
  readonly minimisingRuns: number;
}

/** Undefined where the reference and the code never differ. */
export async function search(code: Code, asked: Search, tally: Tally): Promise<Difference | undefined> {
  const { seed, histories, commandsMax } = asked;
  for (const commands of fc.sample(history(commandsMax), { seed, numRuns: histories })) {
    const text = await differenceOf(code, commands, tally);
    if (text === undefined) continue;
    const few = await minimise(code, commands, asked.minimisingRuns);
    return { seed, commands: few, text: (await differenceOf(code, few, newTally())) ?? text };
  }
  return undefined;
}

async function differenceOf(code: Code, commands: readonly Command[], tally: Tally): Promise<string | undefined> {
  try {
    await runHistory(code, commands, tally);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Leaves out ever smaller parts, as long as there is a difference without them. */
async function minimise(code: Code, commands: readonly Command[], runs: number): Promise<readonly Command[]> {
  let few = commands;
  let left = runs;
  for (let size = Math.ceil(few.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = few.length; end > 0 && left > 0; end -= size) {
      const fewer = few.toSpliced(Math.max(0, end - size), Math.min(size, end));
      left -= 1;
      if ((await differenceOf(code, fewer, newTally())) !== undefined) few = fewer;
    }
  }
  return few;
}

/** For people: what to play again, and what differed. */
export const shown = ({ seed, commands, text }: Difference): string =>
  [
    `seed ${seed}, ${commands.length} commands:`,
    ...commands.map((command) => `  ${JSON.stringify(command)}`),
    text,
  ].join("\n");
