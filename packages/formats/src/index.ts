export type { Codec, DecodeOptions, EncodeOptions, RowWriter } from './codec.ts';
export { codecForMediaType, codecs, type FormatName } from './codecs.ts';
export { runVectors, type VectorFailure, type VectorReport } from './conformance/run-vectors.ts';
export { sameDocument } from './conformance/same-document.ts';
export { DecodeError, type TextPosition } from './decode-error.ts';
export { decodeText } from './decode-text.ts';
export { bindText } from './forms/bind-text.ts';
export { decodePairs, type FormCodec, type FormField, forms } from './forms/forms.ts';
export type { WireType } from './wire-type.ts';
