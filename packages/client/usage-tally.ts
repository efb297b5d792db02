import type { Clock } from "./clock.ts";
import type { RefusedEvent } from "./judge-receipt.ts";
import { tell } from "./tell.ts";
import type { UsageEvent } from "./usage-event.ts";

export interface TallySettings {
  /** Outlay does not take this event, and why. It is sent no more. */
  readonly onRefused: (refused: RefusedEvent) => void;
  /** This event is not kept: too many wait, or the recorder is closed. It has its id, so sending it elsewise counts once too. */
  readonly onDropped: (event: UsageEvent) => void;
}

/** What became of events so far. */
export interface UsageTally {
  readonly total: { recorded: number; accepted: number; refused: number; dropped: number };
  /** Of how many Outlay has said what it thinks. */
  readonly settled: () => number;
  readonly settle: (accepted: number, refused: readonly RefusedEvent[]) => void;
  readonly drop: (events: readonly UsageEvent[]) => void;
  /** Resolves once `isOver`, which is looked at whenever something is settled or dropped, or after so many ms. */
  readonly until: (isOver: () => boolean, timeoutMs: number) => Promise<void>;
}

export function createTally(clock: Clock, { onRefused, onDropped }: TallySettings): UsageTally {
  const total = { recorded: 0, accepted: 0, refused: 0, dropped: 0 };
  let lookers: (() => void)[] = [];
  const wake = () => {
    const woken = lookers;
    lookers = [];
    for (const look of woken) look();
  };
  return {
    total,
    settled: () => total.accepted + total.refused,
    settle(accepted, refused) {
      total.accepted += accepted;
      total.refused += refused.length;
      for (const each of refused) tell(() => onRefused(each));
      wake();
    },
    drop(events) {
      total.dropped += events.length;
      for (const event of events) tell(() => onDropped(event));
      wake();
    },
    until: (isOver, timeoutMs) =>
      new Promise((resolve) => {
        const cancel = clock.after(timeoutMs, resolve, true);
        const look = () => {
          if (!isOver()) return void lookers.push(look);
          cancel();
          return resolve();
        };
        look();
      }),
  };
}
