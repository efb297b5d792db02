/**
 * The value of a secret by its name or ARN, from AWS Secrets Manager; on the embedded stack from OUTLAY_LOCAL_SECRETS
 * (a JSON object, name to value), which the runner sets. Throws where there is no such secret, or it holds no text.
 */
export async function loadSecret(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const local = env["OUTLAY_LOCAL_SECRETS"];
  const value = local === undefined ? await fromSecretsManager(name) : fromJson(local, name);
  if (value === undefined || value === "") throw new Error(`Secret ${name} holds no text`);
  return value;
}

function fromJson(json: string, name: string): string | undefined {
  const secrets: unknown = JSON.parse(json);
  if (typeof secrets !== "object" || secrets === null) throw new Error("OUTLAY_LOCAL_SECRETS is not a JSON object");
  const value: unknown = Object.entries(secrets).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

/** The client is loaded only here, so that a function which needs no secret yet does not pay for it at its cold start. */
async function fromSecretsManager(name: string): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const client = new SecretsManagerClient({});
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  } finally {
    client.destroy();
  }
}
