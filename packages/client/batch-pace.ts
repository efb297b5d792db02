import { backOffMs } from "./back-off.ts";
import type { Receipt } from "./judge-receipt.ts";
import type { OutlayError } from "./outlay-error.ts";
import { tell } from "./tell.ts";
import { askedWaitMs, type Reply, type Transport } from "./transport.ts";

export interface PaceSettings {
  /** Sent as soon as so many wait. */
  readonly batchEvents: number;
  /** A request failed, and its events are sent again after so many ms. */
  readonly onDelayed: (error: OutlayError, waitMs: number) => void;
}

/** How many events go in one request, and when: as the answers before say. */
export interface BatchPace {
  readonly batchMax: () => number;
  /** The last request failed. */
  readonly isFailing: () => boolean;
  /** Learns from an answer. Gives how long to wait before the next request, where it failed. */
  readonly learn: (receipt: Receipt, reply: Reply) => number | undefined;
}

export function createPace({ clock, random }: Transport, { batchEvents, onDelayed }: PaceSettings): BatchPace {
  let batchMax = batchEvents;
  let failures = 0;
  return {
    batchMax: () => batchMax,
    isFailing: () => failures > 0,
    learn({ why, again }, reply) {
      if (why === "divided") {
        batchMax = Math.ceil(again.length / 2);
        return undefined;
      }
      if (why === undefined) {
        batchMax = Math.min(batchEvents, batchMax * 2);
        failures = 0;
        return undefined;
      }
      failures += 1;
      const waitMs = askedWaitMs(reply, clock.nowMs()) ?? backOffMs(failures, random);
      tell(() => onDelayed(why, waitMs));
      return waitMs;
    },
  };
}
