import { expect, test } from "vitest";
import { jsonLog } from "./log.ts";

function linesOf(use: (log: ReturnType<typeof jsonLog>) => void): unknown[] {
  const lines: string[] = [];
  use(jsonLog({ service: "api", write: (line) => lines.push(line), nowMs: () => 1_700_000_000_000 }));
  return lines.map((line): unknown => JSON.parse(line));
}

test("a unit of work is one flat line, without metrics when none are measured", () => {
  const lines = linesOf((log) => log("request_done", { requestId: "r1", status: 200, code: undefined, spentPico: 7n }));
  expect(lines).toEqual([{ event: "request_done", service: "api", requestId: "r1", status: 200, spentPico: "7" }]);
});

test("metrics ride in the line in CloudWatch's embedded format, by service and route", () => {
  const [line] = linesOf((log) => log("request_done", { route: "getSpend" }, { requests: 1, durationMs: 12 }));
  expect(line).toEqual({
    event: "request_done",
    service: "api",
    route: "getSpend",
    requests: 1,
    durationMs: 12,
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: "Outlay",
          Dimensions: [["service", "route"]],
          Metrics: [
            { Name: "requests", Unit: "Count" },
            { Name: "durationMs", Unit: "Milliseconds" },
          ],
        },
      ],
    },
  });
});

test("without a route the service is the only dimension", () => {
  const [line] = linesOf((log) => log("quarantined", {}, { quarantined: 2 }));
  expect(line).toMatchObject({ _aws: { CloudWatchMetrics: [{ Dimensions: [["service"]] }] } });
});

test("a line break in a field stays inside its line", () => {
  const lines: string[] = [];
  jsonLog({ service: "api", write: (line) => lines.push(line) })("failed", { stack: "Error\n at x" });
  expect(lines.join("")).not.toContain("\n");
});
