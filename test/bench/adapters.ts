import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { type Adapter, ADAPTERS } from "../adapters/adapters.ts";
import { rate } from "./cpu.ts";
import { type Figure, median, type Report, type Size, thousands } from "./figures.ts";

interface Effort {
  readonly rounds: number;
  /** Bytes that are read in one round, by reading the same records again. */
  readonly bytes: number;
}

/** Events per core-second from a body's bytes to events, adapter by adapter, beside JSON.parse (or protobuf) of the same. */
export async function benchAdapters(size: Size): Promise<Report> {
  const effort: Effort = size === "full" ? { rounds: 5, bytes: 8_000_000 } : { rounds: 1, bytes: 1_000 };
  const measured = ADAPTERS.map((adapter) => measure(adapter, effort));
  const ratios = measured.map(({ ratio }) => ratio);
  return {
    title: "Adapters: events per core-second",
    workload: `the records of the fuzz tests that make events; from bytes to events of ours, not yet judged or priced; the floor is JSON.parse of the same JSON, of protobuf the decoding of its spans; median of ${effort.rounds} rounds of ${effort.bytes / 1e6} MB`,
    figures: [
      ...measured.map(({ figure }) => figure),
      {
        name: "the median of all adapters",
        value: `${median(ratios).toFixed(1)} times the floor's time`,
        note: `from ${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)}`,
      },
    ],
  };
}

/** How long an adapter takes, as a multiple of what its floor takes, and as a figure. */
function measure(adapter: Adapter, { rounds, bytes }: Effort): { readonly ratio: number; readonly figure: Figure } {
  const { name, read } = adapter;
  const bodies = adapter.seeds.map((seed) => bodyOf(adapter, seed)).filter(({ events }) => events > 0);
  const events = bodies.reduce((sum, body) => sum + body.events, 0);
  const length = bodies.reduce((sum, body) => sum + body.bytes.length, 0);
  const times = Math.ceil(bytes / length);
  const timed = (work: (body: Body) => unknown) =>
    rate(events * times, rounds, () => {
      for (let time = 0; time < times; time += 1) for (const body of bodies) work(body);
    });
  const floor = timed((body) => body.floor());
  const ours = timed((body) => read(body.bytes));
  const of = name.endsWith("protobuf") ? "decoding" : "JSON.parse";
  const figure = {
    name,
    value: thousands(ours),
    floor: `${thousands(floor)} ${of}`,
    note: `${(floor / ours).toFixed(1)} times the floor's time; ${Math.round(length / events)} B an event`,
  };
  return { ratio: floor / ours, figure };
}

interface Body {
  readonly bytes: Uint8Array;
  readonly events: number;
  readonly floor: () => unknown;
}

function bodyOf({ bytesOf, read, name }: Adapter, seed: unknown): Body {
  const bytes = bytesOf(seed);
  const events = read(bytes).reduce((sum, record) => sum + ("events" in record ? record.events.length : 0), 0);
  if (name.endsWith("protobuf")) return { bytes, events, floor: () => decodeProtobufTraces(bytes) };
  const text = JSON.stringify(seed);
  return { bytes, events, floor: (): unknown => JSON.parse(text) };
}
