import { Stack, type StackProps } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { dataTable } from "../constructs/data-table.ts";
import { encryptionKey } from "../constructs/encryption-key.ts";

/** What must outlive every deployment: the table, and the key it lies under. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { prefix, ...props }: StackProps & { prefix: string }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.key = encryptionKey(this, "Key", prefix);
    this.table = dataTable(this, "Table", this.key);
  }
}
