import fc from "fast-check";
import assert from "node:assert/strict";
import { type Command, history } from "./commands.ts";
import { play } from "./play.ts";
import { type Code, openStage, type Tally } from "./stage.ts";
import { checkStatuses } from "./statuses.ts";

/** Plays a history from sign-up to quiescence. Throws at the first difference, and says after which command. */
export async function runHistory(code: Code, commands: readonly Command[], tally: Tally): Promise<void> {
  const stage = await openStage(code, tally);
  tally.histories += 1;
  for (const [index, command] of commands.entries()) {
    try {
      await play(stage, command);
    } catch (error) {
      throw new Error(`Command ${index + 1}, ${JSON.stringify(command)}: ${String(error)}`, { cause: error });
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
}

/** What the search found, at its smallest; undefined where the reference and the code never differ. */
export async function search(
  code: Code,
  { seed, histories, commandsMax }: Search,
  tally: Tally,
): Promise<string | undefined> {
  const holds = fc.asyncProperty(history(commandsMax), (commands) => runHistory(code, commands, tally));
  const result = await fc.check(holds, { seed, numRuns: histories, interruptAfterTimeLimit: LONGEST_MS, markInterruptAsFailure: false });
  if (!result.failed) return undefined;
  const [commands = []] = result.counterexample ?? [];
  return [
    `seed ${result.seed}, path ${result.counterexamplePath}, after ${result.numRuns} histories:`,
    ...commands.map((command) => `  ${JSON.stringify(command)}`),
    String(result.errorInstance),
  ].join("\n");
}

/** Shrinking ends by then. */
const LONGEST_MS = 600_000;
