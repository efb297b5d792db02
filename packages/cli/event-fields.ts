import { ATTRIBUTION_DIMENSIONS, CONSUMER_DIMENSIONS } from "@outlay/domain/dimensions";
import { USAGE_MEASURES } from "@outlay/domain/measures";

export type FieldKind = "text" | "count" | "flag" | "time";

/** A member of a usage event under a flat name: where it stands, and how its text is read. */
export interface Field {
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: FieldKind;
}

const at = (path: readonly string[], names: readonly string[], kind: FieldKind, prefix = ""): Field[] =>
  names.map((name) => ({ name: prefix + name, path: [...path, name], kind }));

const FIELDS: ReadonlyMap<string, Field> = new Map(
  [
    ...at([], ["time"], "time"),
    ...at([], ["id", "source", "operation", "provider", "model", "requested_model", "status"], "text"),
    ...at(["usage"], USAGE_MEASURES, "count"),
    ...at(["attribution"], ATTRIBUTION_DIMENSIONS, "text"),
    ...at([], ["service_tier", "region", "usage_basis"], "text"),
    ...at([], ["response_cache_hit"], "flag"),
    ...at([], ["duration_ms"], "count"),
    ...at(["run"], ["id", "task_id", "task_class", "risk", "parent_id"], "text", "run_"),
    ...at(["run"], ["loop"], "flag", "run_"),
    ...at(["run"], ["started_at"], "time", "run_"),
    ...at(["run"], ["step", "attempt"], "count", "run_"),
    ...at(["route"], ["id", "type", "decision_id", "reservation_id", "fallback_from"], "text", "route_"),
    ...at(["route"], ["attempt"], "count", "route_"),
    ...at(["outcome"], ["accepted", "completed", "rework", "human_reviewed", "redacted"], "flag", "outcome_"),
    ...at(["outcome"], ["reviewer_role", "blocked_by"], "text", "outcome_"),
    ...at(["outcome"], ["review_seconds"], "count", "outcome_"),
    ...at(["reported_cost"], ["amount", "currency"], "text", "reported_cost_"),
  ].map((field) => [field.name, field]),
);

/** The names that a mapping may use, beside `tag:<name>` and `consumer:<dimension>`. */
export const FIELD_NAMES: readonly string[] = [...FIELDS.keys(), "tag:<name>", "consumer:<dimension>"];

/** The field of a flat name; undefined where there is none. */
export function findField(name: string): Field | undefined {
  if (name.startsWith("tag:") && name.length > 4) {
    return { name, path: ["attribution", "tags", name.slice(4)], kind: "text" };
  }
  if (name.startsWith("consumer:") && CONSUMER_DIMENSIONS.some((dimension) => dimension === name.slice(9))) {
    return { name, path: ["attribution", "consumer", name.slice(9)], kind: "text" };
  }
  return FIELDS.get(name);
}
