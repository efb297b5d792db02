import { Match } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { resourcesOf, synthesise } from "./templates.ts";

const { data, dataTemplate, serviceTemplate } = synthesise();

test("the table is on demand, encrypted under our key, recoverable, protected, and outlives its stack", () => {
  dataTemplate.hasResource("AWS::DynamoDB::GlobalTable", {
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      TimeToLiveSpecification: { AttributeName: "expiresAtEpochS", Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { KMSMasterKeyId: Match.anyValue() },
        },
      ],
      GlobalSecondaryIndexes: Match.absent(),
      LocalSecondaryIndexes: Match.absent(),
    },
  });
  expect(data.terminationProtection).toBe(true);
});

test("the key rotates and outlives its stack", () => {
  const keys = Object.values(dataTemplate.findResources("AWS::KMS::Key"));
  expect(keys).toMatchObject([{ DeletionPolicy: "Retain", Properties: { EnableKeyRotation: true } }]);
});

test.each([
  ["AWS::SQS::Queue", "KmsMasterKeyId"],
  ["AWS::Logs::LogGroup", "KmsKeyId"],
  ["AWS::SecretsManager::Secret", "KmsKeyId"],
  ["AWS::SNS::Topic", "KmsMasterKeyId"],
])("every %s lies under our key", (type, property) => {
  const resources = resourcesOf(serviceTemplate, type);
  expect(resources.length).toBeGreaterThan(0);
  for (const [, properties] of resources) expect(JSON.stringify(properties[property])).toContain("outlay-data:");
});

test("secrets are generated, and stand in no template", () => {
  for (const [, properties] of resourcesOf(serviceTemplate, "AWS::SecretsManager::Secret")) {
    expect(properties).toMatchObject({ GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true } });
    expect(properties).not.toHaveProperty("SecretString");
  }
});

test("logs are kept for three months", () => {
  for (const [, properties] of resourcesOf(serviceTemplate, "AWS::Logs::LogGroup")) {
    expect(properties["RetentionInDays"]).toBe(90);
  }
});
