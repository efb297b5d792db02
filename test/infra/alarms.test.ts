import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { json, list, resourcesOf, synthesise, target } from "./templates.ts";

const { serviceTemplate } = synthesise();
const alarms = resourcesOf(serviceTemplate, "AWS::CloudWatch::Alarm");
const runbook = readFileSync(new URL("../../docs/runbook.md", import.meta.url), "utf8");
const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-"),
);

/** `metric of what`, for each alarm. */
const watched = alarms
  .map(
    ([, it]) =>
      `${String(it["MetricName"])} ${list(it["Dimensions"])
        .map((one) => target(json(one)["Value"]))
        .join(" ")}`,
  )
  .toSorted();

test("what is watched is this", () => {
  const perQueue = ["usage", "fold", "jobs", "notify"].flatMap((queue) => [
    `ApproximateNumberOfMessagesVisible ${queue}WorkDeadLetters`,
    `ApproximateAgeOfOldestMessage ${queue}WorkQueue`,
  ]);
  const perFunction = ["Api", "Recorder", "Folder", "Jobs", "Notifier", "Quarantine"].flatMap((name) => [
    `Errors ${name}Function`,
    `Throttles ${name}Function`,
  ]);
  const truth = [
    "trialBalanceDifferences jobs",
    "quarantined quarantine",
    "webhooksRefused api",
    "channelsDisabled jobs",
    "tenantsNotWatched jobs",
  ];
  expect(watched).toEqual([...perQueue, ...perFunction, ...truth, "5xx HttpApi"].toSorted());
});

test("every alarm tells someone, and is silent without data", () => {
  for (const [, it] of alarms) {
    expect(list(it["AlarmActions"]).map(target)).toEqual(["Alarms"]);
    expect(it["TreatMissingData"]).toBe("notBreaching");
  }
});

test.each(alarms.map(([id, it]) => [id, String(it["AlarmDescription"])]))(
  "%s says what to do, at a heading that the runbook has",
  (_id, description) => {
    const [, anchor = ""] = /What to do: docs\/runbook\.md#([a-z0-9-]+)$/.exec(description) ?? [];
    expect(anchors).toContain(anchor);
  },
);

test("our own metrics are watched in the namespace that the log lines write", () => {
  const own = alarms
    .filter(([, it]) => it["Namespace"] === "Outlay")
    .map(([, it]) => [it["MetricName"], it["Threshold"]]);
  expect(own).toEqual([
    ["trialBalanceDifferences", 1],
    ["quarantined", 1],
    ["channelsDisabled", 1],
    ["tenantsNotWatched", 1],
    ["webhooksRefused", 100],
  ]);
});

test("the dashboard shows what is unpriced", () => {
  const [[, dashboard] = []] = resourcesOf(serviceTemplate, "AWS::CloudWatch::Dashboard");
  expect(JSON.stringify(dashboard)).toContain("unpricedEvents");
});
