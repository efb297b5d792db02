import { expect, test } from "vitest";
import { at, createWorld, valueAt } from "./world.ts";

test("the document is OpenAPI 3.1 with servers, both credentials and a summary for each operation", async () => {
  const { body } = await createWorld().as(undefined).get("/openapi.json");
  expect(at(body, "openapi")).toBe("3.1.0");
  expect(valueAt(body, "servers")).not.toEqual([]);
  expect(valueAt(body, "components", "securitySchemes")).toHaveProperty("bearer");
  expect(valueAt(body, "components", "securitySchemes")).toHaveProperty("platform");
  expect(JSON.stringify(valueAt(body, "components", "schemas"))).toContain("outlay:ten_");
});

test("the reference page loads nothing from elsewhere, and runs no script but its own", async () => {
  const { as } = createWorld();
  const page = await as(undefined).get("/reference");
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  const html = String(page.body);
  const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? "");
  expect(sources).toHaveLength(3);
  expect(html).not.toMatch(/<script>|javascript:| on\w+=/);
  for (const source of sources) {
    const { status, headers, body } = await as(undefined).get(source);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/(?:css|javascript)/);
    expect(String(body).length).toBeGreaterThan(50);
  }
});

test.each(["package.json", "..%2fapp.ts", "swagger-ui-bundle.js.map", "index.html"])(
  "no other file is served: %s",
  async (file) => {
    expect([404, 422]).toContain((await createWorld().as(undefined).get(`/reference/${file}`)).status);
  },
);
