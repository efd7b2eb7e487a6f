export type { Codec, DecodeOptions, EncodeOptions } from './codec.ts';
export { codecForMediaType, codecs, type FormatName } from './codecs.ts';
export { DecodeError, type TextPosition } from './decode-error.ts';
export { decodeText } from './decode-text.ts';
export { decodePairs, type FormCodec, type FormField, forms } from './forms.ts';
export { bindText } from './text-value.ts';
