import type { Tenant } from "@outlay/domain/tenant";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

export interface TenantChange {
  readonly name?: string | undefined;
  readonly approve_own_exceptions?: boolean | null | undefined;
  readonly ifMatch: string | undefined;
}

/** Gives the caller's tenant another name or other settings; what is undefined stays. Throws `precondition_failed`. */
export async function changeTenant(
  ctx: Context,
  { name, approve_own_exceptions: approveOwn, ifMatch }: TenantChange,
): Promise<Tenant> {
  const configuration = await appendEntry(ctx, {
    entity: "tenant",
    id: ctx.tenantId,
    operation: "tenant.changed",
    decide: ({ tenant }) => {
      requireMatch(ifMatch, tenant);
      return {
        after: {
          ...tenant,
          name: name ?? tenant.name,
          ...(approveOwn === undefined ? {} : { approve_own_exceptions: approveOwn }),
        },
      };
    },
  });
  return configuration.tenant;
}
