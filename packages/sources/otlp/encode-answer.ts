import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** What became of the spans of a request that was taken. */
export interface TraceAnswer {
  readonly rejectedSpans: number;
  /** Why spans were rejected, or a warning where none was; empty for neither. */
  readonly errorMessage: string;
}

const isFull = ({ rejectedSpans, errorMessage }: TraceAnswer) => rejectedSpans === 0 && errorMessage === "";

/** An ExportTraceServiceResponse in OTLP's JSON, where 64-bit numbers are text. */
export const jsonTraceAnswer = (answer: TraceAnswer) =>
  isFull(answer)
    ? {}
    : { partialSuccess: { rejectedSpans: String(answer.rejectedSpans), errorMessage: answer.errorMessage } };

/** The same in protobuf. */
export function protobufTraceAnswer(answer: TraceAnswer): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  if (isFull(answer)) return writer.finish();
  writer.tag(1, WireType.LengthDelimited).fork();
  if (answer.rejectedSpans > 0) writer.tag(1, WireType.Varint).int64(answer.rejectedSpans);
  writer.tag(2, WireType.LengthDelimited).string(answer.errorMessage);
  return writer.join().finish();
}

/** A google.rpc.Status, in which OTLP wants every refusal of a protobuf request. `code` is one of google.rpc.Code. */
export const protobufStatus = (code: number, message: string): Uint8Array<ArrayBuffer> =>
  new BinaryWriter().tag(1, WireType.Varint).int32(code).tag(2, WireType.LengthDelimited).string(message).finish();
