import type { Exception } from "./exception.ts";
import { modelName, type ModelRef, type Tier } from "./model-tier.ts";
import type { Route } from "./route.ts";

/** Why a choice is as it is, in a code that never changes, in words, and by what spoke. */
export interface Reason {
  readonly code: RouteReasonCode;
  readonly text: string;
  readonly subject: { readonly kind: SubjectKind; readonly id: string } | null;
}

type SubjectKind = "route" | "tier" | "task_class" | "model" | "data_class" | "exception";

/** What reasons speak of; each takes what it needs. */
interface Named {
  readonly route?: Pick<Route, "id" | "name"> | undefined;
  readonly tier?: Tier | undefined;
  readonly asked?: Tier | null;
  readonly quality?: Tier;
  readonly taskClass?: string | undefined;
  readonly dataClass?: string;
  readonly model?: ModelRef;
  readonly limit?: number;
  readonly exception?: Exception;
}

const routeText = ({ route }: Named): string => (route ? `Route ${route.id}` : "The policy");
const modelText = ({ model }: Named): string => (model ? modelName(model) : "No model");
const byRoute = ({ route }: Named) => (route ? ({ kind: "route", id: route.id } as const) : null);
const byTier = ({ tier }: Named) => (tier ? ({ kind: "tier", id: tier } as const) : null);
const byModel = ({ model }: Named) => (model ? ({ kind: "model", id: modelName(model) } as const) : null);
const byTaskClass = ({ taskClass }: Named) =>
  taskClass === undefined ? null : ({ kind: "task_class", id: taskClass } as const);

type Describe = readonly [text: (named: Named) => string, subject: (named: Named) => Reason["subject"]];

const REASONS = {
  route_matched: [(n) => `${routeText(n)} serves this request, in tier ${n.tier}.`, byRoute],
  no_route: [(n) => `No route matches, so the policy itself decides: tier ${n.tier}.`, byTier],
  task_class_tier: [(n) => `Work of class ${n.taskClass} is of tier ${n.tier}.`, byTaskClass],
  task_class_unknown: [
    (n) => `The policy does not know the task class ${n.taskClass}: its default tier is ${n.tier}.`,
    byTaskClass,
  ],
  task_class_missing: [(n) => `No task class was stated: the policy's default tier is ${n.tier}.`, byTier],
  data_class_not_allowed: [
    (n) => `${routeText(n)} does not allow data of class ${n.dataClass}.`,
    ({ dataClass }) => (dataClass === undefined ? null : { kind: "data_class", id: dataClass }),
  ],
  context_above_limit: [(n) => `${routeText(n)} allows a context of at most ${n.limit} tokens.`, byRoute],
  output_limited: [(n) => `${routeText(n)} and the model allow at most ${n.limit} tokens of output.`, byRoute],
  model_above_tier: [
    (n) => `${modelText(n)} is of tier ${n.asked}, above ${n.tier}. An approved exception could allow it.`,
    byModel,
  ],
  model_not_in_policy: [(n) => `${modelText(n)} is no model of the policy.`, byModel],
  model_not_on_route: [(n) => `${modelText(n)} is none of the models that ${routeText(n)} lists.`, byModel],
  model_not_for_data_class: [(n) => `${modelText(n)} may not be given data of class ${n.dataClass}.`, byModel],
  context_too_large: [(n) => `${modelText(n)} takes a context of at most ${n.limit} tokens.`, byModel],
  model_below_quality: [(n) => `${modelText(n)} is weaker than the quality that is required: ${n.quality}.`, byModel],
  quality_above_tier: [
    (n) => `The quality asked for is ${n.quality}, above tier ${n.tier}. An approved exception could allow it.`,
    byTier,
  ],
  no_model_left: [(n) => `No model of tier ${n.tier} can take this request.`, byTier],
  approval_needed: [(n) => `${routeText(n)} lets a stronger model pass by an approved exception alone.`, byRoute],
  review_required: [(n) => `${routeText(n)} requires that people review what comes of it.`, byRoute],
  exception_approved: [
    ({ exception }) =>
      exception
        ? `Exception ${exception.id}, approved by ${exception.decided_by?.name ?? "nobody"} until ${exception.expires_at}: ${exception.reason}`
        : "An exception allows it.",
    ({ exception }) => (exception ? { kind: "exception", id: exception.id } : null),
  ],
} as const satisfies Record<string, Describe>;

export type RouteReasonCode = keyof typeof REASONS;
export const ROUTE_REASON_CODES: readonly string[] = Object.keys(REASONS);

export function describeReason(code: RouteReasonCode, named: Named): Reason {
  const [text, subject]: Describe = REASONS[code];
  return { code, text: text(named), subject: subject(named) };
}
