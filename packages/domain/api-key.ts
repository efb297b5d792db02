import * as z from "zod";
import { SCOPES } from "./role.ts";

/**
 * `default` fills in what an event does not say. `enforced` also refuses what names another value, so that the key cannot speak
 * for others.
 */
export const BINDING_MODES = ["default", "enforced"] as const;
export type BindingMode = (typeof BINDING_MODES)[number];

/** A key of the tenant's, without its secrets' text: only SHA-256 hashes are kept. */
export const ApiKey = z.object({
  id: z.string(),
  name: z.string().min(1).max(128),
  scopes: z.array(z.enum(SCOPES)),
  status: z.enum(["active", "revoked"]),
  expires_at: z.iso.datetime().nullable(),
  /** The newest first; an older one is accepted until `valid_until`. */
  secrets: z
    .array(z.object({ sha256: z.string(), last_four: z.string(), valid_until: z.iso.datetime().nullable() }))
    .max(2),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** What usage that this key sends belongs to, by ATTRIBUTION_DIMENSIONS, where the event does not say it. */
  binding: z.record(z.string(), z.string()).default({}),
  /** A key of before there were modes is in the first. */
  binding_mode: z.enum(BINDING_MODES).default("default"),
});
export type ApiKey = z.infer<typeof ApiKey>;
