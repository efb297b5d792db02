import * as z from "zod";
import { UNATTRIBUTED } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { TIERS } from "./model-tier.ts";

/** What a route can match, in the order in which one that names it goes before one that names a later one as often. */
export const ROUTE_DIMENSIONS = ["task_class", "workflow", "department", "data_class", "risk", "environment"] as const;
export type RouteDimension = (typeof ROUTE_DIMENSIONS)[number];

const count = z.int().min(1).max(LIMITS.count).nullable().default(null);

/** What holds for one call or one run; null is no limit. */
export const RouteLimits = z.strictObject({
  context_tokens_max: count,
  output_tokens_max: count,
  timeout_seconds: z.int().min(1).max(LIMITS.timeoutSeconds).nullable().default(null),
  tool_calls_max: count,
  agent_steps_max: count,
});
export type RouteLimits = z.infer<typeof RouteLimits>;
export const NO_LIMITS: RouteLimits = RouteLimits.parse({});

/** A model by its names. */
export const modelRef = (text: z.ZodType<string>) => z.strictObject({ provider: text, model: text });

/** The schema of a route; `text` is strict for what callers send, lenient for what is stored. */
export function routeSchema(text: z.ZodType<string>) {
  const values = z.array(text).min(1).max(LIMITS.routeValues).optional();
  return z.strictObject({
    /** What usage, pauses and owners call it: it stays from one version of the policy to the next. */
    id: text,
    name: text,
    /** A list is OR, several dimensions are AND, {} is every request; `unattributed` is no value. */
    match: z.strictObject({
      task_class: values,
      workflow: values,
      department: values,
      data_class: values,
      risk: values,
      environment: values,
    }),
    /** Null: the tier of the request's task class. */
    tier: z.enum(TIERS).nullable().default(null),
    /** In order; the first that suits is taken, the others are its fallbacks. Empty: all of the tier. */
    models: z.array(modelRef(text)).max(LIMITS.policyModels).default([]),
    /** What may pass here; null: whatever a model allows. */
    data_classes: z.array(text).min(1).max(LIMITS.routeValues).nullable().default(null),
    limits: RouteLimits.default(NO_LIMITS),
    /** People review what comes of it, and a stronger model waits for an approved exception. */
    review_required: z.boolean().default(false),
    /** No model weaker than this will do. */
    quality: z.enum(TIERS).nullable().default(null),
    budget_owner: text.nullable().default(null),
    routing_owner: text.nullable().default(null),
  });
}
export type Route = z.infer<ReturnType<typeof routeSchema>>;

/** The dimensions that a route names. */
export const namedBy = ({ match }: Pick<Route, "match">): readonly RouteDimension[] =>
  ROUTE_DIMENSIONS.filter((dimension) => match[dimension] !== undefined);

/**
 * Orders routes by what they name, the most specific first: by how many dimensions, then by the first of ROUTE_DIMENSIONS that
 * only one of them names. Zero exactly where both name the same.
 */
export function compareSpecificity(a: Pick<Route, "match">, b: Pick<Route, "match">): number {
  const counts = namedBy(b).length - namedBy(a).length;
  if (counts !== 0) return counts;
  const [first] = ROUTE_DIMENSIONS.filter((name) => (a.match[name] === undefined) !== (b.match[name] === undefined));
  if (first === undefined) return 0;
  return a.match[first] === undefined ? 1 : -1;
}

/** Whether some request is matched by both; asked of routes that name the same dimensions. */
export const overlaps = (a: Pick<Route, "match">, b: Pick<Route, "match">): boolean =>
  namedBy(a).every((name) => {
    const values = new Set(a.match[name]);
    return b.match[name]?.some((value) => values.has(value)) === true;
  });

/** Finds the route of a request: of those that match, the most specific. Of routes without overlaps there is one at most. */
export function compileRoutes(routes: readonly Route[]): (values: ReadonlyMap<string, string>) => Route | undefined {
  const groups = Map.groupBy(routes, (route) => namedBy(route).join());
  const lookUps = [...groups.values()]
    .toSorted(([a], [b]) => (a && b ? compareSpecificity(a, b) : 0))
    .map((group) => lookUpOf(group));
  return (values) => {
    for (const lookUp of lookUps) {
      const found = lookUp(values);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Of routes that name the same dimensions: by the value of the first, then each by the others. */
function lookUpOf(routes: readonly Route[]): (values: ReadonlyMap<string, string>) => Route | undefined {
  const [first, ...others] = routes[0] ? namedBy(routes[0]) : [];
  if (first === undefined) return () => routes[0];
  const byValue = new Map<string, { route: Route; tests: [RouteDimension, ReadonlySet<string>][] }[]>();
  for (const route of routes) {
    const tests = others.map((name): [RouteDimension, ReadonlySet<string>] => [name, new Set(route.match[name])]);
    for (const value of new Set(route.match[first])) {
      const listed = byValue.get(value) ?? [];
      listed.push({ route, tests });
      byValue.set(value, listed);
    }
  }
  const valueOf = (values: ReadonlyMap<string, string>, name: RouteDimension) => values.get(name) ?? UNATTRIBUTED;
  return (values) =>
    byValue
      .get(valueOf(values, first))
      ?.find(({ tests }) => tests.every(([name, allowed]) => allowed.has(valueOf(values, name))))?.route;
}
