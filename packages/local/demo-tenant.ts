import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isJson, objectAt, textAt } from "./json.ts";

export interface DemoTenant {
  readonly tenantId: string;
  readonly apiKey: string;
}

/**
 * The demo tenant noted in `file`; signs it up over the API at `url` with the platform token where there is none yet.
 * Throws with the API's own answer where that is refused.
 */
export async function demoTenant(file: string, url: string, platformToken: string): Promise<DemoTenant> {
  if (existsSync(file)) return keep(file, url, fromFile(file));
  const response = await fetch(`${url}/v1/tenants`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${platformToken}`,
      "content-type": "application/json",
      "idempotency-key": "demo-tenant",
    },
    body: JSON.stringify({ name: "Demo", time_zone: "UTC", owner: { email: "owner@demo.example" } }),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`The demo tenant was refused: ${response.status} ${text}`);
  const body: unknown = JSON.parse(text);
  if (!isJson(body)) throw new Error(`The demo tenant's answer is not an object: ${text}`);
  const tenant = {
    tenantId: textAt(objectAt(body, "tenant"), "id"),
    apiKey: textAt(objectAt(body, "api_key"), "secret"),
  };
  return keep(file, url, tenant);
}

/** With the address of this start, so that other commands find it on whichever port. */
function keep(file: string, url: string, tenant: DemoTenant): DemoTenant {
  const kept = JSON.stringify({ tenant_id: tenant.tenantId, api_key: tenant.apiKey, url }, null, 2);
  writeFileSync(file, `${kept}\n`, { mode: 0o600 });
  return tenant;
}

function fromFile(file: string): DemoTenant {
  const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isJson(kept)) throw new Error(`${file} is not a JSON object`);
  return { tenantId: textAt(kept, "tenant_id"), apiKey: textAt(kept, "api_key") };
}
