/** Flat fields of one line. Ids and numbers only: never a body, a token or an email. */
export type LogFields = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

/** Metrics of one line: name to value. A name that ends in `Ms` is in milliseconds, any other counts. */
export type LogMetrics = Readonly<Record<string, number>>;

/** Writes one line for a finished unit of work: what happened, what is known of it, what is measured. */
export type Log = (event: string, fields?: LogFields, metrics?: LogMetrics) => void;

export interface JsonLogOptions {
  readonly service: string;
  readonly write?: (line: string) => void;
  readonly nowMs?: () => number;
}

/**
 * A log of one JSON object a line. Metrics ride in the same line by CloudWatch's embedded metric format, in namespace
 * `Outlay`, by `service` and, where the fields name one, `route` (both have few values; a tenant is never a dimension).
 */
export function jsonLog({ service, write = console.log, nowMs = Date.now }: JsonLogOptions): Log {
  return (event, fields = {}, metrics = {}) => {
    const line = { event, service, ...fields, ...metrics };
    const names = Object.keys(metrics);
    const extra = names.length > 0 ? { _aws: embeddedMetrics(names, nowMs(), "route" in fields) } : {};
    write(JSON.stringify({ ...line, ...extra }, writable));
  };
}

function embeddedMetrics(names: readonly string[], timestampMs: number, hasRoute: boolean) {
  return {
    Timestamp: timestampMs,
    CloudWatchMetrics: [
      {
        Namespace: "Outlay",
        Dimensions: [hasRoute ? ["service", "route"] : ["service"]],
        Metrics: names.map((Name) => ({ Name, Unit: Name.endsWith("Ms") ? "Milliseconds" : "Count" })),
      },
    ],
  };
}

/** JSON has no bigint: it becomes its digits. */
function writable(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
