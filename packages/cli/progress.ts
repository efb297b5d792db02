/** Where progress is shown: one line that is written over on a terminal, a line now and then elsewhere. */
export interface Screen {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
  readonly nowMs: () => number;
}

export interface Progress {
  /** `share` is from 0 to 1. */
  readonly show: (share: number, count: number) => void;
  /** A line that stays; the bar goes on below it. */
  readonly note: (text: string) => void;
  /** Removes the bar, or leaves it for good. */
  readonly end: () => void;
}

const TERMINAL_MS = 100;
const PLAIN_MS = 5_000;
const BAR_WIDTH = 28;

/** Progress of a known whole, by bytes or by number, with a count of `what` and its rate. */
export function startProgress(screen: Screen, what: string): Progress {
  const startMs = screen.nowMs();
  let shownMs = screen.isTTY ? -Infinity : startMs;
  let last: { readonly share: number; readonly count: number } | undefined;

  const draw = (share: number, count: number) => {
    const seconds = (screen.nowMs() - startMs) / 1000;
    const rate = seconds > 0.5 ? `  ${grouped(Math.round(count / seconds))}/s` : "";
    const text = `${grouped(count)} ${what}  ${Math.floor(share * 100)}%${rate}`;
    screen.write(
      screen.isTTY ? `\r\u001b[2K${`${bar(share, BAR_WIDTH)}  ${text}`.slice(0, screen.columns - 1)}` : `${text}\n`,
    );
  };
  return {
    show: (share, count) => {
      last = { share, count };
      if (screen.nowMs() - shownMs < (screen.isTTY ? TERMINAL_MS : PLAIN_MS)) return;
      shownMs = screen.nowMs();
      draw(share, count);
    },
    note: (text) => screen.write(screen.isTTY ? `\r\u001b[2K${text}\n` : `${text}\n`),
    end: () => {
      if (last === undefined) return;
      draw(last.share, last.count);
      if (screen.isTTY) screen.write("\n");
    },
  };
}

/** A bar of `width` characters, in eighths of one. `share` is from 0 to 1. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const partial = " ▏▎▍▌▋▊▉"[eighths % 8] ?? " ";
  const full = "█".repeat(Math.floor(eighths / 8));
  return (full + (eighths % 8 === 0 ? "" : partial)).padEnd(width, "·");
}

/** "19,366" */
export const grouped = (count: number): string => count.toLocaleString("en-US");

export const stderrScreen: Screen = {
  isTTY: process.stderr.isTTY,
  columns: process.stderr.columns ?? 80,
  write: (text) => void process.stderr.write(text),
  nowMs: () => Date.now(),
};
