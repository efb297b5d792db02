import type { Tenant } from "@outlay/domain/tenant";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

/** Gives the caller's tenant another name. Throws `precondition_failed`. */
export async function renameTenant(
  ctx: Context,
  input: { readonly name: string; readonly ifMatch: string | undefined },
): Promise<Tenant> {
  const configuration = await appendEntry(ctx, {
    entity: "tenant",
    id: ctx.tenantId,
    operation: "tenant.renamed",
    decide: ({ tenant }) => {
      requireMatch(input.ifMatch, tenant);
      return { after: { ...tenant, name: input.name } };
    },
  });
  return configuration.tenant;
}
