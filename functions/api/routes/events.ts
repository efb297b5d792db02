import { usageIntake } from "../usage-intake.ts";

export const eventRoutes = usageIntake({
  kind: "live",
  path: "/v1/events",
  operationId: "sendEvents",
  scope: "events:write",
  summary: "Send usage as it happens",
  description:
    "One event, an array of them, or NDJSON. An event is named by source and id, and counts once however often it is sent.",
});
