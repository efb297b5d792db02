import { fileURLToPath } from "node:url";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildApp } from "./build-app.ts";
import { bundleFunctions } from "./bundle.ts";

const distDir = fileURLToPath(new URL("../dist/functions/", import.meta.url));

await bundleFunctions(distDir);
// The CLI gives account and region; without it (and without an account) the templates are for looking at and running here.
buildApp({
  outdir: process.env["CDK_OUTDIR"] ?? fileURLToPath(new URL("../cdk.out/", import.meta.url)),
  account: process.env["CDK_DEFAULT_ACCOUNT"] ?? "000000000000",
  region: process.env["CDK_DEFAULT_REGION"] ?? "us-east-1",
  codeOf: (name) => Code.fromAsset(`${distDir}${name}`),
}).app.synth();
