import { connect } from 'node:net';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic } from './service.ts';

/** The header with which the administrator signs in, as a line. */
export const AUTHORIZATION = `Authorization: ${basic(ADMIN_EMAIL, ADMIN_PASSWORD)}\r\n`;

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Header lines, in lower-case names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Sends bytes as they are and returns all that comes back until the other side closes. */
export function sendBytes(url: string, ...pieces: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay();
    for (const piece of pieces) socket.write(piece, 'latin1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** Takes answers apart that were sent one after another, none of them to HEAD. */
export function answersIn(text: string): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    });
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    if (end < 0 || Number.isNaN(status)) throw new Error(`This is no answer: ${rest.slice(0, 200)}`);
    const { body, behind } = bodyOf(new Map(headers), status, rest.slice(end + 4));
    answers.push({ status, headers, body });
    rest = behind;
  }
  return answers;
}

function bodyOf(headers: ReadonlyMap<string, string>, status: number, text: string) {
  if (status < 200 || status === 204 || status === 304) return { body: '', behind: text };
  if (headers.get('transfer-encoding') === 'chunked') return chunksOf(text);
  const length = headers.has('content-length') ? Number(headers.get('content-length')) : text.length;
  if (text.length < length) throw new Error('The body was cut off.');
  return { body: text.slice(0, length), behind: text.slice(length) };
}

function chunksOf(text: string) {
  let body = '';
  for (let rest = text; ; ) {
    const end = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.slice(0, end), 16);
    if (end < 0 || Number.isNaN(size)) throw new Error('A chunk was cut off.');
    body += rest.slice(end + 2, end + 2 + size);
    rest = rest.slice(end + 4 + size);
    if (size === 0) return { body, behind: rest };
  }
}
