/** Time as the client sees it. */
export interface Clock {
  readonly nowMs: () => number;
  /** Does `work` once after so many ms, unless what it returns is called before. A wait that does not hold lets the process end. */
  readonly after: (ms: number, work: () => void, holds: boolean) => () => void;
}

/** The machine's own time. */
export function systemClock(nowMs: () => number): Clock {
  return {
    nowMs,
    after: (ms, work, holds) => {
      const timer = setTimeout(work, ms);
      // Outside of Node a timer is a number, and holds nothing.
      if (!holds && typeof timer === "object") timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Resolves after so many ms; rejects with the signal's reason once that aborts. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    };
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(ms, end, true);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}
