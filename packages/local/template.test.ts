import { expect, test } from "vitest";
import { writeAssembly } from "./test-assembly.ts";
import { readDeployment, resolve, type Resource } from "./template.ts";

const deployment = readDeployment(writeAssembly());
const identityOf = ({ name }: Resource) => ({ ref: `ref:${name}`, attributes: { Arn: `arn:${name}` } });
const evaluate = (value: unknown, stack = "Service") => resolve(deployment, identityOf, stack, value);

test.each([
  [{ Ref: "Work01234567" }, "ref:Service-Work"],
  [{ Ref: "AWS::Region" }, "us-east-1"],
  [{ "Fn::GetAtt": ["Api01234567", "Arn"] }, "arn:api"],
  [{ "Fn::Join": ["/", ["a", { Ref: "AWS::AccountId" }]] }, "a/000000000000"],
  [{ "Fn::Select": [1, { "Fn::Split": [":", { "Fn::GetAtt": ["Api01234567", "Arn"] }] }] }, "api"],
  [{ "Fn::Sub": "${AWS::Partition}-${Work01234567}-${Api01234567.Arn}" }, "aws-ref:Service-Work-arn:api"],
  [{ "Fn::ImportValue": "data:Table" }, "ref:Data-Table"],
  [
    { a: [{ b: { Ref: "Work01234567" } }], c: 1 },
    { a: [{ b: "ref:Service-Work" }], c: 1 },
  ],
])("%j is %j", (value, expected) => {
  expect(evaluate(value)).toEqual(expected);
});

test.each([
  [{ Ref: "Missing" }, "no resource Missing"],
  [{ "Fn::ImportValue": "data:Missing" }, "No stack exports data:Missing"],
  [{ "Fn::GetAtt": ["Api01234567", "Missing"] }, "Api01234567.Missing is not known"],
  [{ "Fn::Base64": "x" }, "Fn::Base64 is not known"],
])("%j is refused, not passed on", (value, message) => {
  expect(() => evaluate(value)).toThrow(message);
});

test("a resource is found in its own stack only", () => {
  expect(() => evaluate({ Ref: "Work01234567" }, "Data")).toThrow("no resource Work01234567");
});

test("the assets manifest leads from the code's object key to its folder", () => {
  expect(deployment.assets.get("api.zip")).toMatch(/asset\.api$/);
});
