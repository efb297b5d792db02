import * as z from "zod";
import { isZone } from "./zone.ts";

/** A name of the IANA data base that this runtime knows, e.g. "Europe/Paris"; no bare offset. */
export const TimeZone = z.string().max(64).refine(isZone, "an IANA time zone, e.g. Europe/Paris");

/** A customer. Its zone and currency are fixed at sign-up: they decide what every page means. */
export const Tenant = z.object({
  id: z.string(),
  name: z.string().min(1).max(128),
  time_zone: z.string(),
  /** ISO 4217. */
  currency: z.string(),
  /** Whether who asked for an exception may approve it; without it, or null: where there is no second member. */
  approve_own_exceptions: z.boolean().nullable().exactOptional(),
  created_at: z.iso.datetime(),
});
export type Tenant = z.infer<typeof Tenant>;
