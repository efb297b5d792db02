import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { loadSecret } from "./secrets.ts";

afterEach(() => vi.unstubAllEnvs());

test("on the embedded stack a secret comes from the environment", async () => {
  const env = { OUTLAY_LOCAL_SECRETS: JSON.stringify({ "outlay/cursor": "s3cret" }) };
  await expect(loadSecret("outlay/cursor", env)).resolves.toBe("s3cret");
});

test.each(["outlay/other", "constructor", "__proto__"])("%s, which is not there, is an error", async (name) => {
  const env = { OUTLAY_LOCAL_SECRETS: JSON.stringify({ "outlay/cursor": "s3cret" }) };
  await expect(loadSecret(name, env)).rejects.toThrow(`Secret ${name} holds no text`);
});

test("elsewhere it is asked of Secrets Manager", async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push(request.headers["x-amz-target"], JSON.parse(Buffer.concat(chunks).toString()));
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ Name: "outlay/cursor", SecretString: "from-aws" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  vi.stubEnv("AWS_ENDPOINT_URL_SECRETS_MANAGER", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  try {
    await expect(loadSecret("outlay/cursor", {})).resolves.toBe("from-aws");
    expect(asked).toEqual(["secretsmanager.GetSecretValue", { SecretId: "outlay/cursor" }]);
  } finally {
    server.close();
  }
});
