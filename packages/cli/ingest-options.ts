import { parseArgs } from "node:util";
import { isZone } from "@outlay/domain/zone";
import { FIELD_NAMES } from "./event-fields.ts";
import { type Mapping, parseMapping, UsageError } from "./mapping.ts";
import type { Format } from "./read-rows.ts";

export interface IngestOptions {
  readonly file: string;
  readonly mapping: Mapping;
  readonly zone: string;
  readonly format: Format;
  readonly delimiter: string;
  readonly url: string | undefined;
  readonly key: string | undefined;
  readonly isDryRun: boolean;
}

export const INGEST_HELP = `Loads a CSV or NDJSON file of usage.

  npm run ingest -- FILE --map time=TIMESTAMP,input_tokens=ContextTokens,output_tokens=GeneratedTokens \\
                         --set source=my-gateway,operation=chat,provider=openai,model=gpt-4o,department=support

  --map field=column,...   what each row says; in NDJSON a column may be a path (usage.prompt_tokens)
  --set field=value,...    what holds for all rows; quote an item that holds a comma: '"department=R&D, Paris"'
  --zone ZONE              whose clocks times without an offset show (an IANA name; UTC by default); of a time that
                           came twice the first is taken, one that clocks skipped is refused
  --format csv|ndjson      by the file's name by default
  --delimiter C            between the cells of a CSV file: a comma by default, "tab" for tabs
  --url URL                of the API: OUTLAY_URL, else http://127.0.0.1:8787
  --key KEY                of the API: OUTLAY_API_KEY, else the demo tenant's
  --dry-run                read and map every row, send nothing

Each event needs time, source and operation, and a model's call needs provider and model. Counts are whole numbers in plain
digits; an empty cell is an absent field. Rows without an id are named by what the event says and how often it said so before:
the same file with the same --map and --set counts once, however often it is sent.

Fields: ${FIELD_NAMES.join(", ")}

Exit codes: 0 all rows accepted, 1 some were not, 2 not understood.`;

/** Of the arguments after the program's name; undefined where help is asked for. Throws UsageError. */
export function parseIngestOptions(args: readonly string[]): IngestOptions | undefined {
  const { values, positionals } = parseOrExplain(args);
  if (values.help === true) return undefined;
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError("Which file? npm run ingest -- FILE --map time=... --set source=...");
  if (others.length > 0)
    throw new UsageError(`One file at a time: what is ${others.join(" ")}? Put values with spaces in quotes.`);
  const { zone = "UTC", delimiter = /\.tsv$/i.test(file) ? "tab" : "," } = values;
  if (!isZone(zone)) throw new UsageError(`--zone ${zone}: this is no IANA time zone, such as Europe/Paris.`);
  const character = delimiter === "tab" ? "\t" : delimiter;
  if (character.length !== 1) throw new UsageError(`--delimiter ${delimiter}: this is not one character.`);
  const format = chooseFormat(file, values.format);
  return {
    file,
    mapping: parseMapping(values.map ?? [], values.set ?? []),
    zone,
    format,
    delimiter: character,
    url: values.url,
    key: values.key,
    isDryRun: values["dry-run"] ?? false,
  };
}

function parseOrExplain(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        map: { type: "string", multiple: true },
        set: { type: "string", multiple: true },
        zone: { type: "string" },
        format: { type: "string" },
        delimiter: { type: "string" },
        url: { type: "string" },
        key: { type: "string" },
        "dry-run": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

function chooseFormat(file: string, asked: string | undefined): Format {
  if (asked === "csv" || asked === "ndjson") return asked;
  if (asked !== undefined) throw new UsageError(`--format ${asked}: there are csv and ndjson.`);
  if (/\.(csv|tsv|txt)$/i.test(file)) return "csv";
  if (/\.(ndjson|jsonl|json)$/i.test(file)) return "ndjson";
  throw new UsageError(`${file}: say --format csv or --format ndjson.`);
}
