import * as z from "zod";

/** A customer. Its zone and currency are fixed at sign-up: they decide what every page means. */
export const Tenant = z.object({
  id: z.string(),
  name: z.string().min(1).max(128),
  time_zone: z.string(),
  currency: z.literal("USD"),
  created_at: z.iso.datetime(),
});
export type Tenant = z.infer<typeof Tenant>;
