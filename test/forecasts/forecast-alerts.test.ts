import { expect, test } from "vitest";
import { type Rule, tallyRules } from "./alert-rules.ts";
import { ALERT_SERIES } from "./sets.ts";

/** Some five seconds of one processor, which others may share. */
const TIMEOUT_MS = 300_000;

test(
  "an alert on forecast is no guess: the low edge of 80 % errs far less than the mean or the run rate",
  () => {
    const tallies = tallyRules(ALERT_SERIES);
    const shareFalse = (rule: Rule) => (tallies.get(rule)?.false ?? 0) / (tallies.get(rule)?.kept ?? 1);
    expect(shareFalse("low edge of 80 %")).toBeLessThan(0.12);
    expect(shareFalse("low edge of 80 %")).toBeLessThan(0.5 * shareFalse("mean"));
    expect(shareFalse("low edge of 80 %")).toBeLessThan(0.5 * shareFalse("run rate"));
    const { told, reached } = tallies.get("low edge of 80 %") ?? { told: 0, reached: 1 };
    expect(told / reached).toBeGreaterThan(0.8);
  },
  TIMEOUT_MS,
);
