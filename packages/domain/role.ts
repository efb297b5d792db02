export const ROLES = ["owner", "admin", "finance", "engineer", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Plural noun, colon, read or write. Every operation names one; a key's scopes lie within its minter's. */
export const SCOPES = [
  "events:write",
  "imports:write",
  "spend:read",
  "budgets:read",
  "budgets:write",
  "alerts:read",
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
] as const;
export type Scope = (typeof SCOPES)[number];
