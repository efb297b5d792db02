import type { Window } from "./plants.ts";

export interface Tally {
  readonly incidents: number;
  readonly trueIncidents: number;
  readonly windows: number;
  readonly hits: number;
}

export const NOTHING: Tally = { incidents: 0, trueIncidents: 0, windows: 0, hits: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
  incidents: a.incidents + b.incidents,
  trueIncidents: a.trueIncidents + b.trueIncidents,
  windows: a.windows + b.windows,
  hits: a.hits + b.hits,
});

/** How much earlier than its window an incident may begin, and how much later than it it may come. In periods. */
export interface Allowance {
  readonly lead: number;
  readonly tolerance: number;
}

/**
 * An incident is true if it meets a labelled window: it begins in it, or so little before or after it as is allowed. Each other one
 * is false, one that was open all along among them: it tells nobody anything. A window that no incident meets was missed.
 */
export function tally(incidents: readonly Window[], windows: readonly Window[], { lead, tolerance }: Allowance): Tally {
  const meets = ([from, to]: Window, [first, last]: Window) =>
    from >= first - lead && from <= last + tolerance && to >= first;
  return {
    incidents: incidents.length,
    trueIncidents: incidents.filter((incident) => windows.some((window) => meets(incident, window))).length,
    windows: windows.length,
    hits: windows.filter((window) => incidents.some((incident) => meets(incident, window))).length,
  };
}

/** Of nothing said, all is right; of nothing to find, all is found. */
export const precision = ({ incidents, trueIncidents }: Tally) => (incidents === 0 ? 1 : trueIncidents / incidents);
export const recall = ({ windows, hits }: Tally) => (windows === 0 ? 1 : hits / windows);
export function f1(of: Tally): number {
  const [p, r] = [precision(of), recall(of)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
}
