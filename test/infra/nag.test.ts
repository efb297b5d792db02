import { nagFindings } from "@outlay/infra/nag";
import { Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { expect, test } from "vitest";
import { synthesise } from "./templates.ts";

test("cdk-nag finds nothing that is not acknowledged", () => {
  expect(nagFindings(synthesise().app)).toEqual([]);
});

test("cdk-nag would find a careless role", () => {
  const { app, service } = synthesise();
  const role = new Role(service, "Careless", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(new PolicyStatement({ actions: ["dynamodb:*"], resources: ["*"] }));
  expect(nagFindings(app).join("\n")).toContain("AwsSolutions-IAM5[Resource::*]");
});

test("cdk-nag would find a second wildcard in a function's role, whose log streams are acknowledged", () => {
  const { app, service } = synthesise();
  const role = service.node.findChild("Api").node.findChild("Role");
  if (!(role instanceof Role)) throw new Error("Api/Role is a role");
  role.addToPolicy(new PolicyStatement({ actions: ["dynamodb:*"], resources: ["*"] }));
  expect(nagFindings(app)).not.toEqual([]);
});

test("every acknowledgement has its reason", () => {
  const key = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
  const metadata = synthesise()
    .app.node.findAll()
    .flatMap((it) => it.node.metadata.filter(({ type }) => type === key));
  const reasons = metadata.flatMap(({ data }): unknown[] => Object.values(data));
  expect(reasons).toHaveLength(10);
  for (const reason of reasons) expect(String(reason).length).toBeGreaterThan(40);
});
