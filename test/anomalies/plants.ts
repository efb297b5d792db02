import type { Noise } from "./noise.ts";

/** First and last index of what somebody would want to hear of, both included. */
export type Window = readonly [number, number];

export interface Planted {
  /** By what each period's figure is multiplied. */
  readonly factors: readonly number[];
  readonly window: Window;
}

const ones = (length: number) => Array.from({ length }, () => 1);

/** So many periods stand out, and all is as before. */
export function spike(noise: Noise, length: number, factor: number): Planted {
  const start = Math.floor(length * noise.between(0.55, 0.9));
  const end = Math.min(length - 1, start + noise.int(3));
  return {
    factors: ones(length).map((one, index) => (index >= start && index <= end ? factor : one)),
    window: [start, end],
  };
}

/** From one period on all is higher; two weeks of it are there to be noticed. */
export function shift(noise: Noise, length: number, factor: number): Planted {
  const start = Math.floor(length * noise.between(0.55, 0.8));
  return {
    factors: ones(length).map((one, index) => (index >= start ? factor : one)),
    window: [start, Math.min(length - 1, start + 13)],
  };
}

/** A climb of two to four weeks to a higher level, which stays. */
export function climb(noise: Noise, length: number, factor: number): Planted {
  const start = Math.floor(length * noise.between(0.5, 0.65));
  const days = 14 + noise.int(15);
  return {
    factors: ones(length).map((_, index) => factor ** Math.min(1, Math.max(0, (index - start) / days))),
    window: [start, Math.min(length - 1, start + days + 6)],
  };
}

/** One to four periods stand out. */
export function burst(noise: Noise, length: number, factor: number): Planted {
  const start = Math.floor(length * noise.between(0.45, 0.92));
  return between(length, start, Math.min(length - 1, start + noise.int(4)), factor);
}

/** Some are higher for one to two weeks, and then all is as before. */
export function plateau(noise: Noise, length: number, factor: number): Planted {
  const start = Math.floor(length * noise.between(0.45, 0.85));
  return between(length, start, Math.min(length - 1, start + 5 + noise.int(11)), factor);
}

function between(length: number, start: number, end: number, factor: number): Planted {
  return {
    factors: ones(length).map((one, index) => (index >= start && index <= end ? factor : one)),
    window: [start, end],
  };
}

/** As much is added each day, for two to four weeks; what it comes to stays. */
export function slope(noise: Noise, length: number, factor: number): Planted {
  const start = Math.floor(length * noise.between(0.45, 0.65));
  const days = 12 + noise.int(19);
  return {
    factors: ones(length).map((_, index) => 1 + (factor - 1) * Math.min(1, Math.max(0, (index - start) / days))),
    window: [start, Math.min(length - 1, start + days + 6)],
  };
}
