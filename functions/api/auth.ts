import { createHash, timingSafeEqual } from "node:crypto";
import { looksLikeApiKey } from "@outlay/domain/api-key-text";
import { DomainError } from "@outlay/domain/errors";
import { authenticateApiKey, type Caller } from "@outlay/services/authenticate-api-key";
import type { Context, MiddlewareHandler } from "hono";
import { presentedToken } from "./credentials.ts";
import { cursorSealer } from "./cursor.ts";
import type { ApiEnv, ApiWorld, Newcomer, Operation } from "./router.ts";
import { signedCaller } from "./signed-webhook.ts";

/** Finds whose a token of an identity provider is; undefined where it is not accepted. */
export type AuthenticateToken = (token: string) => Promise<Caller | undefined>;

/** Finds whom the platform's own issuer vouches for; undefined where it does not. */
export type AuthenticateNewcomer = (token: string) => Promise<Newcomer | undefined>;

/**
 * Lets a request through to the operation that it matched exactly if that operation is public, or the credential allows it:
 * 401 without a valid one, 403 where it lacks the scope. What matches no operation goes on to the answer 404 or 405.
 */
export function requireAccess(
  world: ApiWorld,
  authenticateToken: AuthenticateToken,
  authenticateNewcomer: AuthenticateNewcomer,
): MiddlewareHandler<ApiEnv> {
  const platformTokenHash = sha256(world.platformToken);
  return async (c, next) => {
    const { operation } = c.var;
    if (!operation || operation.access === "public") return next();
    const token = presentedToken((name) => c.req.header(name), operation.credentials);
    if (token === undefined) {
      const sender = await signedCaller(c, world, operation);
      if (!sender) throw unauthenticated();
      enter(c, world, operation, sender);
      return next();
    }
    const isPlatform = timingSafeEqual(sha256(token), platformTokenHash);
    if (operation.access === "platform") {
      if (!isPlatform) {
        const newcomer = await authenticateNewcomer(token);
        if (!newcomer) await refusePlatform(world, token, authenticateToken);
        c.set("newcomer", newcomer);
      }
      return next();
    }
    if (isPlatform) throw new DomainError("forbidden", "The platform token reads and changes no tenant's data.");
    const caller = await authenticate(world, token, authenticateToken);
    enter(c, world, operation, caller);
    if (!caller.actor.scopes.has(operation.access)) {
      throw new DomainError("forbidden", `This needs the scope ${operation.access}.`);
    }
    return next();
  };
}

async function authenticate(world: ApiWorld, token: string, authenticateToken: AuthenticateToken): Promise<Caller> {
  const caller = await (looksLikeApiKey(token) ? authenticateApiKey(world, token) : authenticateToken(token));
  if (!caller) throw unauthenticated();
  return caller;
}

/** A tenant's valid credential is known here, and still may not do this. */
async function refusePlatform(world: ApiWorld, token: string, authenticateToken: AuthenticateToken): Promise<never> {
  await authenticate(world, token, authenticateToken);
  throw new DomainError("forbidden", "This needs the platform token.");
}

function enter(c: Context<ApiEnv>, world: ApiWorld, operation: Operation, caller: Caller): void {
  const { tenantId, actor, configuration } = caller;
  c.set("ctx", { ...world, tenantId, actor, configuration });
  c.set(
    "cursors",
    cursorSealer({
      secret: world.cursorSecret,
      tenantId,
      actor,
      operationId: operation.id,
      nowMs: world.now().getTime(),
    }),
  );
}

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** The same whatever the cause, so that nobody learns what exists. */
export const unauthenticated = (): DomainError =>
  new DomainError("unauthenticated", "Send Authorization: Bearer with a valid API key or token.");
