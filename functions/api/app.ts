import { createMiddleware } from "hono/factory";
import { requireAccess } from "./auth.ts";
import { guard, limitBody, refuseAmbiguousPaths } from "./guard.ts";
import { idempotency } from "./idempotency.ts";
import { matchedOperation, methodsOf, operationsOf } from "./operations.ts";
import { onError, problem } from "./problem.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { newRouter, type ApiEnv, type ApiWorld, type Operation } from "./router.ts";

/**
 * The whole API over one world. A request passes, in this order: id and log line, path check, the operation that it matches,
 * the operation's access, body limit, Idempotency-Key, the contract, the handler.
 */
export function createApp(world: ApiWorld) {
  const app = newRouter();
  let operations: ReadonlyMap<string, Operation> = new Map();

  app.use(guard(world));
  app.use(refuseAmbiguousPaths());
  app.use(
    createMiddleware<ApiEnv>(async (c, next) => {
      c.set("operation", matchedOperation(c, operations));
      return next();
    }),
  );
  app.use(requireAccess(world, async () => undefined));
  app.use(limitBody());
  app.use(idempotency());

  // One line a resource, in the order of the document.
  app.route("/", apiKeyRoutes);

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
