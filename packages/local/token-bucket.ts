/** Lets `ratePerS` through on average and `burst` at once, as a stage's throttling does. */
export interface TokenBucket {
  /** False: one too many. */
  take(): boolean;
}

export function tokenBucket(ratePerS: number, burst: number, nowMs: () => number = Date.now): TokenBucket {
  let tokens = burst;
  let atMs = nowMs();
  return {
    take() {
      const now = nowMs();
      tokens = Math.min(burst, tokens + ((now - atMs) / 1000) * ratePerS);
      atMs = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
