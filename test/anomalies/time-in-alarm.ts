import { type Detector, outlay, percentOver, sigma } from "./evaluate.ts";
import type { Labelled } from "./labelled.ts";
import type { Window } from "./plants.ts";

/** How much of the time a method is alarmed, and what it scores where any overlap with a label counts. */
export interface TimeInAlarm {
  /** Shares of the labelled periods and of all periods. */
  readonly ofLabelled: number;
  readonly ofAll: number;
  readonly incidents: number;
  /** F1 where an incident is true if it has any period in common with a window, and a window found if it has any with an incident. */
  readonly overlapF1: number;
}

export function timeInAlarm(all: readonly Labelled[], detector: Detector): TimeInAlarm {
  const sums = { labelled: 0, alarmedLabelled: 0, periods: 0, alarmed: 0, incidents: 0, true: 0, windows: 0, found: 0 };
  const meets = ([a, b]: Window, [c, d]: Window) => a <= d && b >= c;
  for (const one of all) {
    const incidents = detector(one);
    const isIn = (windows: readonly Window[], at: number) => windows.some(([from, to]) => at >= from && at <= to);
    for (const at of one.series.periods.keys()) {
      const [isLabelled, isAlarmed] = [isIn(one.windows, at), isIn(incidents, at)];
      sums.periods += 1;
      sums.labelled += Number(isLabelled);
      sums.alarmed += Number(isAlarmed);
      sums.alarmedLabelled += Number(isLabelled && isAlarmed);
    }
    sums.incidents += incidents.length;
    sums.true += incidents.filter((incident) => one.windows.some((window) => meets(incident, window))).length;
    sums.windows += one.windows.length;
    sums.found += one.windows.filter((window) => incidents.some((incident) => meets(incident, window))).length;
  }
  const [precision, recall] = [sums.true / sums.incidents, sums.found / sums.windows];
  return {
    ofLabelled: sums.alarmedLabelled / sums.labelled,
    ofAll: sums.alarmed / sums.periods,
    incidents: sums.incidents,
    overlapF1: (2 * precision * recall) / (precision + recall),
  };
}

/** A table in Markdown, of several methods. */
export function timeInAlarmTable(all: readonly Labelled[], bestPercent: number): string {
  const methods: readonly (readonly [string, Detector])[] = [
    ["Outlay", outlay],
    [`${bestPercent} % over yesterday`, percentOver(bestPercent)],
    ["10 % over yesterday", percentOver(10)],
    ["3 sigma over 30 days", sigma],
  ];
  const rows = methods.map(([name, detector]) => {
    const { ofLabelled, ofAll, incidents, overlapF1 } = timeInAlarm(all, detector);
    return [
      name,
      share(ofLabelled),
      share(ofAll),
      (ofLabelled / ofAll).toFixed(1),
      `${incidents}`,
      overlapF1.toFixed(2),
    ];
  });
  const head = [
    "method",
    "of labelled hours alarmed",
    "of all hours alarmed",
    "times as often",
    "incidents",
    "F1 by any overlap",
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const share = (part: number): string => `${(100 * part).toFixed(0)} %`;
