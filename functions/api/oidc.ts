import { DomainError } from "@outlay/domain/errors";
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import type { KeySets } from "./key-sets.ts";

/** Only signatures with a public key: a secret of both sides, or none, is never one. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
const SKEW_SECONDS = 60;
const LIFETIME_SECONDS_MAX = 24 * 3600;
const AUDIENCES_MAX = 10;
/** Other types are tokens for other purposes: logout, security events, proofs of possession. */
const TYPES: ReadonlySet<string> = new Set(["jwt", "at+jwt", "application/at+jwt"]);

/** What a verified token says of its bearer. */
export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the issuer says that it verified it. */
  readonly verifiedEmail: string | null;
}

const Claims = z.object({
  sub: z.string().min(1).max(256),
  iat: z.number().int(),
  exp: z.number().int(),
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
});

/** Whom a token says it is from and for, before anything of it is believed; undefined for what is not a token. */
export function readUnverified(token: string): { issuer: string; audiences: readonly string[] } | undefined {
  try {
    const { iss, aud } = decodeJwt(token);
    const audiences = typeof aud === "string" ? [aud] : Array.isArray(aud) ? aud : [];
    if (typeof iss !== "string" || audiences.length === 0 || audiences.length > AUDIENCES_MAX) return undefined;
    return audiences.every((each) => typeof each === "string") ? { issuer: iss, audiences } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The claims of a token that this issuer signed for this audience and that holds now; undefined for any other. Throws
 * `unavailable` where the issuer's keys cannot be had.
 */
export async function verifyToken(
  token: string,
  expected: { readonly issuer: string; readonly audience: string; readonly now: Date },
  keySets: KeySets,
): Promise<TokenClaims | undefined> {
  if (!hasAcceptedType(token)) return undefined;
  const keys = await keySets.get(expected.issuer);
  if (!keys) throw new DomainError("unavailable", "The identity provider's keys cannot be had right now.");
  try {
    return await verifyWith(keys);
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) return undefined;
  }
  // A key that is new to us: its issuer may have rotated. The cool-down bounds what made-up key ids can cost.
  const newer = await keySets.get(expected.issuer, { refresh: true });
  if (!newer || newer === keys) return undefined;
  return verifyWith(newer).catch(() => undefined);

  async function verifyWith(look: NonNullable<typeof keys>): Promise<TokenClaims | undefined> {
    const { payload } = await jwtVerify(token, look, {
      algorithms: ALGORITHMS,
      issuer: expected.issuer,
      audience: expected.audience,
      requiredClaims: ["exp", "iat", "sub"],
      clockTolerance: SKEW_SECONDS,
      currentDate: expected.now,
    });
    return claimsOf(payload, expected);
  }
}

function claimsOf(payload: JWTPayload, { issuer, now }: { issuer: string; now: Date }): TokenClaims | undefined {
  const claims = Claims.safeParse(payload).data;
  if (!claims) return undefined;
  const isIssued = claims.iat <= now.getTime() / 1000 + SKEW_SECONDS;
  if (!isIssued || claims.exp - claims.iat > LIFETIME_SECONDS_MAX) return undefined;
  const verifiedEmail = claims.email_verified === true ? (claims.email ?? null) : null;
  return { issuer, subject: claims.sub, verifiedEmail };
}

function hasAcceptedType(token: string): boolean {
  try {
    const { typ } = decodeProtectedHeader(token);
    return typ === undefined || TYPES.has(typ.toLowerCase());
  } catch {
    return false;
  }
}
