import * as z from "zod";

/** An OIDC issuer whose tokens for `audience` speak for members of this tenant. */
export const IdentityProvider = z.object({
  id: z.string(),
  issuer: z.url().max(512),
  audience: z.string().min(1).max(256),
  created_at: z.iso.datetime(),
});
export type IdentityProvider = z.infer<typeof IdentityProvider>;
