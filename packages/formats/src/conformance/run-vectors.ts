import type { Codec } from '../codec.ts';
import { csv } from '../csv/csv.ts';
import { DecodeError } from '../decode-error.ts';
import { jsonl } from '../json/jsonl.ts';
import { jsvWriter } from '../jsv/encode.ts';
import { jsv } from '../jsv/jsv.ts';
import { isFields, type WireType } from '../wire-type.ts';
import { xml } from '../xml/xml.ts';
import { sameDocument } from './same-document.ts';
import { sameValue } from './same-value.ts';
import { typeReader, type Vector, vectorFile } from './vector-file.ts';

/** A vector that was not met. */
export interface VectorFailure {
  readonly id: string;
  readonly what: string;
  readonly direction: 'read' | 'write';
  readonly expected: unknown;
  readonly actual: unknown;
}

/** The outcome of a file. */
export interface VectorReport {
  /** Number of vectors that were met, in all their directions. */
  readonly passed: number;
  readonly failures: readonly VectorFailure[];
}

/** How vectors of a format are compared. */
interface Subject {
  readonly codec: Codec;
  readonly write: (value: unknown, type: WireType) => string;
  readonly sameText: (actual: string, expected: string) => boolean;
}

const sameText = (actual: string, expected: string) => actual === expected;

/** A vector of a single text stands for a member or an item, which is quoted. */
function writeJsv(value: unknown, type: WireType): string {
  return value === null || value === undefined ? '' : jsvWriter(type)(value);
}

const subjects: Readonly<Record<string, Subject>> = {
  JSV: { codec: jsv, write: writeJsv, sameText },
  CSV: { codec: csv, write: csv.encode, sameText },
  JSONL: { codec: jsonl, write: jsonl.encode, sameText },
  'XML data contract': { codec: xml, write: xml.encode, sameText: sameDocument },
};

/**
 * Runs a file of test vectors: JSV, CSV, JSONL or XML. Where a vector has a preferred outcome, that is expected.
 *
 * @param file The parsed JSON of the file.
 * @throws ZodError when it is no such file, Error when its format is not known.
 */
export function runVectors(file: unknown): VectorReport {
  const { format, types, vectors } = vectorFile.parse(file);
  const subject = subjects[format];
  if (!subject) throw new Error(`There is no codec for ${format}.`);
  const typeOf = typeReader(types);
  const failures = vectors.flatMap((vector) => failuresOf(vector, typeOf, subject));
  return { passed: vectors.length - new Set(failures.map(({ id }) => id)).size, failures };
}

function failuresOf(vector: Vector, typeOf: (name: string) => WireType, subject: Subject): VectorFailure[] {
  const failures: VectorFailure[] = [];
  const fail = (direction: 'read' | 'write', expected: unknown, actual: unknown) => {
    failures.push({ id: vector.id, what: vector.what ?? '', direction, expected, actual });
  };
  if (vector.direction !== 'read') {
    const expected = textOf(vector);
    const actual = attempt(() => subject.write(vector.value, typeOf(vector.type)));
    if ('error' in actual || !subject.sameText(String(actual.value), expected))
      fail('write', expected, actual);
  }
  if (vector.direction !== 'write') {
    const expected = outcomeOf(vector);
    const actual = attempt(() => subject.codec.decode(vector.text, typeOf(vector.type)));
    const isMet = expected.refused
      ? 'error' in actual && actual.error instanceof DecodeError
      : 'value' in actual && sameValue(actual.value, expected.value, typeOf(vector.type));
    if (!isMet) fail('read', expected, actual);
  }
  return failures;
}

function attempt(action: () => unknown): { value: unknown } | { error: unknown } {
  try {
    return { value: action() };
  } catch (error) {
    return { error };
  }
}

function textOf({ preferred, text, direction }: Vector): string {
  return typeof preferred === 'string' && direction !== 'read' ? preferred : text;
}

/** A preferred outcome is a value, or a status with which to refuse. */
function outcomeOf({ preferred, value, error, direction }: Vector): { refused: boolean; value?: unknown } {
  if (preferred === undefined || (direction === 'both' && typeof preferred === 'string')) {
    return { refused: error !== undefined, value };
  }
  const refused = isFields(preferred) && (isFields(preferred.error) || typeof preferred.status === 'number');
  return { refused, value: preferred };
}
