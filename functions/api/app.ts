import { createMiddleware } from "hono/factory";
import { requireAccess } from "./auth.ts";
import { newcomerAuthenticator, tokenAuthenticator } from "./authenticate-token.ts";
import { guard, checkBody, refuseAmbiguousPaths, refuseUnknownParameters } from "./guard.ts";
import { idempotency } from "./idempotency.ts";
import { keySets } from "./key-sets.ts";
import { matchedOperation, methodsOf, operationsOf } from "./operations.ts";
import { OTLP_PATHS, otlpStatus } from "./otlp-status.ts";
import { onError, problem } from "./problem.ts";
import { openApiDocument, registerSecuritySchemes } from "./openapi.ts";
import { alertRuleRoutes } from "./routes/alert-rules.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { attributionPreviewRoutes } from "./routes/attribution-previews.ts";
import { attributionRuleRoutes } from "./routes/attribution-rules.ts";
import { auditLogRoutes } from "./routes/audit-log.ts";
import { budgetRoutes } from "./routes/budgets.ts";
import { budgetOverrideRoutes } from "./routes/budget-overrides.ts";
import { budgetStatusRoutes } from "./routes/budget-statuses.ts";
import { closedMonthRoutes } from "./routes/closed-months.ts";
import { conflictRoutes } from "./routes/conflicts.ts";
import { directoryRoutes } from "./routes/directory.ts";
import { costDifferenceRoutes } from "./routes/cost-differences.ts";
import { currencyRateRoutes } from "./routes/currency-rates.ts";
import { eventRoutes } from "./routes/events.ts";
import { forecastRoutes } from "./routes/forecasts.ts";
import { identityProviderRoutes } from "./routes/identity-providers.ts";
import { importRoutes } from "./routes/imports.ts";
import { ingestionScheduleRoutes } from "./routes/ingestion-schedule.ts";
import { memberRoutes } from "./routes/members.ts";
import { ownerRoutes } from "./routes/owners.ts";
import { decisionRoutes } from "./routes/decisions.ts";
import { litellmGuardrailRoutes } from "./routes/litellm-guardrail.ts";
import { exceptionRoutes } from "./routes/exceptions.ts";
import { routingPolicyRoutes } from "./routes/routing-policies.ts";
import { routeRoutes } from "./routes/routes.ts";
import { simulationRoutes } from "./routes/simulations.ts";
import { quarantineRoutes } from "./routes/quarantine.ts";
import { priceOverridePreviewRoutes } from "./routes/price-override-previews.ts";
import { priceOverrideRoutes } from "./routes/price-overrides.ts";
import { metricRoutes } from "./routes/metrics.ts";
import { outcomeRowRoutes } from "./routes/outcome-rows.ts";
import { outcomeRoutes } from "./routes/outcomes.ts";
import { pauseRoutes } from "./routes/pauses.ts";
import { priceRoutes } from "./routes/prices.ts";
import { recordedEventRoutes } from "./routes/recorded-events.ts";
import { rateLimitRoutes } from "./routes/rate-limits.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { reportRoutes } from "./routes/reports.ts";
import { repricingRoutes } from "./routes/repricings.ts";
import { responseRoutes } from "./routes/responses.ts";
import { runLimitRoutes } from "./routes/run-limits.ts";
import { runRoutes } from "./routes/runs.ts";
import { spendQueryRoutes } from "./routes/spend-query.ts";
import { spendRecordRoutes } from "./routes/spend-records.ts";
import { spendRoutes } from "./routes/spend.ts";
import { tenantRoutes } from "./routes/tenants.ts";
import { traceRoutes } from "./routes/traces.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { notificationChannelRoutes } from "./routes/notification-channels.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { webhookSourceRoutes } from "./routes/webhook-sources.ts";
import { unattributedRoutes } from "./routes/unattributed.ts";
import { unpricedRoutes } from "./routes/unpriced.ts";
import { newRouter, type ApiEnv, type ApiWorld, type Operation } from "./router.ts";

/** In the order of the document. */
const RESOURCES = [
  tenantRoutes,
  memberRoutes,
  apiKeyRoutes,
  identityProviderRoutes,
  spendRoutes,
  spendQueryRoutes,
  spendRecordRoutes,
  reportRoutes,
  metricRoutes,
  forecastRoutes,
  attributionRuleRoutes,
  attributionPreviewRoutes,
  directoryRoutes,
  ownerRoutes,
  unattributedRoutes,
  unpricedRoutes,
  costDifferenceRoutes,
  priceRoutes,
  priceOverrideRoutes,
  priceOverridePreviewRoutes,
  currencyRateRoutes,
  repricingRoutes,
  closedMonthRoutes,
  budgetRoutes,
  budgetStatusRoutes,
  budgetOverrideRoutes,
  routingPolicyRoutes,
  routeRoutes,
  simulationRoutes,
  exceptionRoutes,
  decisionRoutes,
  litellmGuardrailRoutes,
  pauseRoutes,
  rateLimitRoutes,
  runLimitRoutes,
  alertRoutes,
  alertRuleRoutes,
  conflictRoutes,
  eventRoutes,
  recordedEventRoutes,
  responseRoutes,
  traceRoutes,
  webhookRoutes,
  outcomeRoutes,
  outcomeRowRoutes,
  runRoutes,
  importRoutes,
  ingestionScheduleRoutes,
  webhookSourceRoutes,
  notificationChannelRoutes,
  deliveryRoutes,
  quarantineRoutes,
  auditLogRoutes,
];

/**
 * The whole API over one world. A request passes, in this order: id and log line, path check, the operation that it matches,
 * the operation's access, parameters that no contract knows, body limit, Idempotency-Key, the contract, the handler.
 */
export function createApp(world: ApiWorld) {
  const app = newRouter();
  const issuerKeys = keySets(world.oidc.fetchJson, world.now);
  let openApi: ReturnType<typeof openApiDocument> | undefined;
  let operations: ReadonlyMap<string, Operation> = new Map();

  app.use(guard(world));
  app.use(refuseAmbiguousPaths());
  for (const path of OTLP_PATHS) app.use(path, otlpStatus());
  app.use(
    createMiddleware<ApiEnv>(async (c, next) => {
      c.set("keySets", issuerKeys);
      c.set("operation", matchedOperation(c, operations));
      return next();
    }),
  );
  app.use(requireAccess(world, tokenAuthenticator(world, issuerKeys), newcomerAuthenticator(world, issuerKeys)));
  app.use(refuseUnknownParameters());
  app.use(checkBody());
  app.use(idempotency());

  for (const routes of RESOURCES) app.route("/", routes);
  app.route(
    "/",
    referenceRoutes(() => (openApi ??= openApiDocument(app))),
  );

  registerSecuritySchemes(app);
  operations = operationsOf(app);
  app.onError(onError);
  app.notFound((c) => {
    const methods = methodsOf(c.req.path, operations);
    if (methods.length === 0) return problem(c, "not_found", "There is nothing at this path.");
    c.header("Allow", methods.join(", "));
    return problem(c, "method_not_allowed", `This path takes ${methods.join(", ")}.`);
  });
  return app;
}
