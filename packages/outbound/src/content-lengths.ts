import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';

/** Most bytes of a head that are buffered: the parser refuses a head long before. */
const LONGEST_HEAD = 65_536;
const END_OF_HEAD = /\r?\n\r?\n/;
const LENGTH = /^content-length[ \t]*:([^\r\n]*)\r?\n/gim;
/** An interim answer: a further head follows. */
const INTERIM = /^HTTP\/\d\.\d 1(?!01)\d\d/;
const START = 'HTTP/';

/**
 * Merges repeated Content-Length values that are equal, in two header lines or in a list, as RFC 9110 8.6 allows a
 * recipient to do: Node's parser refuses both, however lenient it is told to be. Everything else is left to it.
 */
export class ContentLengthMerger {
  #held: Buffer = Buffer.alloc(0);
  #isBody = false;

  /** Takes the next bytes, and returns what can be passed on. */
  take(chunk: Buffer): Buffer {
    if (this.#isBody) return chunk;
    this.#held = withoutBlankLines(Buffer.concat([this.#held, chunk]));
    const passed: Buffer[] = [];
    for (let head = this.#headOf(); head !== undefined; head = this.#headOf()) {
      this.#held = withoutBlankLines(this.#held.subarray(head.length));
      passed.push(Buffer.from(joined(head), 'latin1'));
      if (!INTERIM.test(head)) return Buffer.concat([...passed, this.rest()]);
    }
    const isHead = this.#held
      .subarray(0, START.length)
      .equals(Buffer.from(START).subarray(0, this.#held.length));
    if (!isHead || this.#held.length > LONGEST_HEAD) passed.push(this.rest());
    return Buffer.concat(passed);
  }

  /** Returns what was held back, and holds back nothing from now on. */
  rest(): Buffer {
    const rest = this.#held;
    this.#held = Buffer.alloc(0);
    this.#isBody = true;
    return rest;
  }

  #headOf(): string | undefined {
    const text = this.#held.toString('latin1');
    const end = END_OF_HEAD.exec(text);
    return end ? text.slice(0, end.index + end[0].length) : undefined;
  }
}

function withoutBlankLines(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
  return start === -1 ? Buffer.alloc(0) : bytes.subarray(start);
}

function joined(head: string): string {
  const values = Array.from(head.matchAll(LENGTH), ([, value = '']) => value.split(','))
    .flat()
    .map((value) => value.trim())
    .filter((value) => value !== '');
  const [length, ...more] = new Set(values.map(Number));
  if (values.length < 2 || more.length > 0 || !values.every((value) => /^\d{1,15}$/.test(value))) return head;
  let isFirst = true;
  return head.replace(LENGTH, () => {
    const line = isFirst ? `Content-Length: ${length}\r\n` : '';
    isFirst = false;
    return line;
  });
}

/** Wraps a connection so that its answers have one Content-Length. Either ends with the other. */
export function withMergedContentLengths(socket: Duplex): Duplex {
  const merger = new ContentLengthMerger();
  const stream = new Duplex({
    read: () => socket.resume(),
    write: (chunk, _, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy(error ?? undefined);
      done(error);
    },
  });
  const pass = (bytes: Buffer) => {
    if (bytes.length > 0 && !stream.push(bytes)) socket.pause();
  };
  socket.on('data', (chunk: Buffer) => pass(merger.take(chunk)));
  let isWhole = false;
  socket.on('end', () => {
    isWhole = true;
    pass(merger.rest());
    stream.push(null);
  });
  socket.on('error', (error) => stream.destroy(error));
  // What came before its end may still wait to be read.
  socket.on('close', () => !isWhole && stream.destroy());
  // Once an answer has come, nobody else listens.
  stream.on('error', () => {});
  return stream;
}
