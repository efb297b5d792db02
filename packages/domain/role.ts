export const ROLES = ["owner", "admin", "finance", "engineer", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Plural noun, colon, read or write. Every operation names one; a key's scopes lie within its minter's. */
export const SCOPES = [
  "events:write",
  "imports:write",
  "outcomes:write",
  "spend:read",
  "budgets:read",
  "budgets:write",
  "alerts:read",
  "attribution:read",
  "attribution:write",
  "routes:read",
  "routes:write",
  "exceptions:read",
  "exceptions:write",
  "decisions:read",
  "decisions:write",
  "limits:read",
  "limits:write",
  "api-keys:read",
  "api-keys:write",
  "members:read",
  "members:write",
  "identity-providers:read",
  "identity-providers:write",
  "tenants:read",
  "tenants:write",
  "audit-log:read",
  "quarantine:read",
  "quarantine:write",
  "prices:read",
  "webhook-sources:read",
  "webhook-sources:write",
  "notification-channels:read",
  "notification-channels:write",
  "prices:write",
  "repricings:read",
  "repricings:write",
  "closed-months:read",
  "closed-months:write",
  "pauses:read",
  "pauses:write",
  "alerts:write",
] as const;
export type Scope = (typeof SCOPES)[number];

const READS: readonly Scope[] = SCOPES.filter((scope) => scope.endsWith(":read"));

/**
 * What a member of a role may do. Members' roles are the owner's alone; who may mint keys is also bounded by the rule that a
 * key's scopes lie within its minter's.
 */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  owner: SCOPES,
  admin: SCOPES.filter((scope) => scope !== "members:write"),
  finance: [...READS, "budgets:write", "prices:write", "repricings:write", "closed-months:write", "alerts:write"],
  engineer: [
    "spend:read",
    "budgets:read",
    "routes:read",
    "exceptions:read",
    "exceptions:write",
    "decisions:read",
    "limits:read",
    "pauses:read",
    "pauses:write",
    "alerts:read",
    "alerts:write",
    "prices:read",
    "api-keys:read",
    "webhook-sources:read",
    "notification-channels:read",
    "tenants:read",
  ],
  viewer: [
    "spend:read",
    "budgets:read",
    "routes:read",
    "exceptions:read",
    "decisions:read",
    "limits:read",
    "pauses:read",
    "alerts:read",
    "prices:read",
    "tenants:read",
  ],
};

/** The scopes that are asked for and not held. */
export function scopesBeyond(held: ReadonlySet<Scope>, asked: readonly Scope[]): readonly Scope[] {
  return asked.filter((scope) => !held.has(scope));
}
