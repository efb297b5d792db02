import * as z from "zod";

/** A month of the tenant's whose figures stand: nothing prices its usage again, and what would have changed is kept beside it. */
export const ClosedMonth = z.strictObject({
  /** The month, "2026-11". */
  id: z.string(),
  closed_at: z.iso.datetime(),
  closed_by: z.object({ kind: z.enum(["api_key", "member", "platform"]), id: z.string() }),
});
export type ClosedMonth = z.infer<typeof ClosedMonth>;

/** "2026-11", of the years 2000 to 2199. */
export const MonthText = z.string().regex(/^2[01]\d{2}-(0[1-9]|1[0-2])$/, "a month like 2026-11");
