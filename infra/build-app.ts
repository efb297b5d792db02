import { App, Tags } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import type { FunctionName } from "./limits.ts";
import { checkWithNag } from "./nag.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { ServiceStack } from "./stacks/service-stack.ts";

export interface BuildOptions {
  readonly outdir?: string;
  readonly account: string;
  readonly region: string;
  readonly codeOf: (name: FunctionName) => Code;
}

/** All of Outlay as a CDK app, checked by cdk-nag when it is synthesised. Context `prefix` names a stage. */
export function buildApp({ outdir, account, region, codeOf }: BuildOptions) {
  // Strong: the data stack cannot take away what the service stack still uses.
  const context = { "@aws-cdk/core:defaultCrossStackReferences": "strong" };
  const app = new App(outdir === undefined ? { context } : { outdir, context });
  const prefix = String(app.node.tryGetContext("prefix") ?? "outlay");
  const env = { account, region };
  const data = new DataStack(app, "Data", { stackName: `${prefix}-data`, prefix, env });
  const service = new ServiceStack(app, "Service", { stackName: `${prefix}-service`, prefix, data, codeOf, env });
  Tags.of(app).add("application", prefix);
  checkWithNag(app);
  return { app, data, service };
}
