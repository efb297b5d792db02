import { usageIntake } from "../usage-intake.ts";

export const importRoutes = usageIntake({
  kind: "import",
  path: "/v1/imports",
  operationId: "importEvents",
  scope: "imports:write",
  summary: "Load usage of the past",
  description: "As sendEvents, with times back to 2000-01-01 and over any span. Best sent a day at a time, in order.",
});
