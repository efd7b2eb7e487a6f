import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContentLengthMerger } from '../src/content-lengths.ts';
import { outboundTo, serveHttp, serveTcp } from './target-server.ts';

const OK = 'HTTP/1.1 200 OK\r\n';
const JSON_BODY = '{"a":1}';
const WHOLE = `${OK}Content-Length: 7\r\n\r\n${JSON_BODY}`;

/** What comes of a call whose target sends these bytes and closes. */
async function outcomeOf(answer: string) {
  const port = await serveTcp((socket) => socket.once('data', () => socket.end(answer, 'latin1')));
  return outboundTo(port).call();
}

test.each([
  ['an unasked 100 Continue', `HTTP/1.1 100 Continue\r\n\r\n${WHOLE}`],
  ['100 with headers', `HTTP/1.1 100 Continue\r\nServer: x\r\nContent-Length: 0\r\n\r\n${WHOLE}`],
  [
    '100, 102, 103 and 104 before it',
    `${[100, 100, 102, 103, 104].map((status) => `HTTP/1.1 ${status} x\r\nLink: </a>\r\n\r\n`).join('')}${WHOLE}`,
  ],
  ['its length twice', `${OK}Content-Length: 7\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`],
  [
    'its length three times, apart',
    `${OK}content-length:7\r\nA: b\r\nContent-Length: 07 \r\nC: d\r\nCONTENT-LENGTH: 7\r\n\r\n${JSON_BODY}`,
  ],
  ['its length twice in a line', `${OK}Content-Length: 7, 7\r\n\r\n${JSON_BODY}`],
  [
    'its length twice after a 100',
    `HTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: 7\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`,
  ],
  [
    'a length beside chunks',
    `${OK}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n${JSON_BODY}\r\n0\r\n\r\n`,
  ],
  [
    'the identity coding of earlier days',
    `${OK}Transfer-Encoding: identity\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`,
  ],
  [
    'chunks with extensions and trailers',
    `${OK}Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2;a=b\r\n{"\r\n0005 \r\na":1}\r\n0\r\nX: y\r\n\r\n`,
  ],
  ['chunked spelled otherwise', `${OK}Transfer-Encoding: Chunked\r\n\r\n7\r\n${JSON_BODY}\r\n0\r\n\r\n`],
  ['HTTP/1.0 that ends with the connection', `HTTP/1.0 200 OK\r\n\r\n${JSON_BODY}`],
  ['no length', `${OK}\r\n${JSON_BODY}`],
  ['no reason phrase', `HTTP/1.1 200\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`],
  ['an odd reason phrase', `HTTP/1.1 200 sehr sch\xf6n\t;)\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`],
  ['folded headers', `${OK}X: a\r\n  b\r\nContent-Length:\r\n 7\r\n\r\n${JSON_BODY}`],
  ['lines that end in LF alone', `HTTP/1.1 200 OK\nContent-Length: 7\n\n${JSON_BODY}`],
  ['blank lines first', `\r\n\r\n${WHOLE}`],
  ['more than it had said', `${WHOLE}more`],
  [
    'an offer to upgrade',
    `${OK}Upgrade: h2c\r\nConnection: Upgrade, close\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`,
  ],
  ['a byte order mark', `${OK}Content-Length: 10\r\n\r\n\xef\xbb\xbf${JSON_BODY}`],
])('an answer with %s is read', async (_, answer) => {
  expect(await outcomeOf(answer)).toMatchObject({
    kind: 'answered',
    status: 200,
    excerpt: JSON_BODY,
    truncated: false,
  });
});

test('a long body that ends with the connection is read to its end', async () => {
  const body = 'x'.repeat(900_000);
  const port = await serveTcp((socket) => socket.once('data', () => socket.end(`${OK}\r\n${body}`)));
  expect(await outboundTo(port, { excerptChars: 1_000_000 }).call()).toMatchObject({
    excerpt: body,
    truncated: false,
  });
});

test.each([
  ['204 with a body', `HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n${JSON_BODY}`, 204],
  ['204 with chunks', 'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 204],
  ['205', 'HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n', 205],
  ['200 without a body', `${OK}Content-Length: 0\r\n\r\n`, 200],
  ['a status of its own', 'HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n', 999],
])('%s is an answer without text', async (_, answer, status) => {
  expect(await outcomeOf(answer)).toMatchObject({ kind: 'answered', status, excerpt: '', truncated: false });
});

test.each([
  ['lengths that differ', `${OK}Content-Length: 7\r\nContent-Length: 6\r\n\r\n${JSON_BODY}`],
  ['lengths that differ in a line', `${OK}Content-Length: 7, 6\r\n\r\n${JSON_BODY}`],
  ['a length that is none', `${OK}Content-Length: 7, seven\r\n\r\n${JSON_BODY}`],
  ['another protocol', `HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n`],
  ['no end of announcing', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(200)],
])('an answer with %s is not understood', async (_, answer) => {
  expect(await outcomeOf(answer)).toEqual({ kind: 'unknown', reason: 'the answer was not understood' });
});

test('joining lengths depends not on how the bytes come, and leaves everything else as it is', () => {
  const field = fc.constantFrom(
    'A: b',
    'Content-Length: 5',
    'content-length:5',
    'CONTENT-LENGTH: 5, 5',
    'X-Content-Length: 7',
    'B:\r\n c',
  );
  const status = fc.constantFrom(200, 204, 404);
  const interim = fc.array(fc.constantFrom(100, 102, 103), { maxLength: 2 });
  fc.assert(
    fc.property(
      interim,
      status,
      fc.array(field, { maxLength: 5 }),
      fc.string(),
      fc.array(fc.nat(60)),
      (before, final, fields, body, cuts) => {
        const head = (status: number, lines: readonly string[]) =>
          `HTTP/1.1 ${status} x\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
        const bytes = Buffer.from(
          before.map((status) => head(status, [])).join('') + head(final, fields) + body,
        );
        const joiner = new ContentLengthMerger();
        const passed: Buffer[] = [];
        let rest = bytes;
        for (const cut of cuts) {
          passed.push(joiner.take(rest.subarray(0, cut)));
          rest = rest.subarray(cut);
        }
        const got = Buffer.concat([...passed, joiner.take(rest), joiner.rest()]).toString();
        const lengths = fields.filter((line) => /^content-length/i.test(line));
        const isJoined = lengths.length > 1 || lengths.some((line) => line.includes(','));
        const first = fields.findIndex((line) => /^content-length/i.test(line));
        const joined = isJoined
          ? fields.flatMap((line, index) =>
              /^content-length/i.test(line) ? (index === first ? ['Content-Length: 5'] : []) : [line],
            )
          : fields;
        expect(got).toBe(before.map((status) => head(status, [])).join('') + head(final, joined) + body);
      },
    ),
  );
});

const TEXT = JSON.stringify({ grün: 'ü'.repeat(500) });

test.each([
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['GZip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
  ['identity', Buffer.from(TEXT)],
  // What says that it is compressed and is not.
  ['gzip', Buffer.from(TEXT)],
  ['br', Buffer.from(TEXT)],
  ['zstd', Buffer.from(TEXT)],
])('a body in the coding %s is read', async (coding, body) => {
  const port = await serveHttp((_, response) => response.setHeader('content-encoding', coding).end(body));
  expect(await outboundTo(port).call()).toMatchObject({ status: 200, excerpt: TEXT, truncated: false });
});

test('a body that is compressed for its transfer is read', async () => {
  const chunk = gzipSync(TEXT).toString('latin1');
  const outcome = await outcomeOf(
    `${OK}Transfer-Encoding: gzip, chunked\r\n\r\n${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`,
  );
  expect(outcome).toMatchObject({ kind: 'answered', excerpt: TEXT, truncated: false });
});

test.each([
  ['zstd', Buffer.from('KLUv/SAMYQAAaGVsbG8gd29ybGQh', 'base64'), 'is compressed (zstd) and cannot be shown'],
  [
    'gzip',
    Buffer.concat([gzipSync('').subarray(0, 10), Buffer.alloc(50, 0xff)]),
    'is compressed (gzip) and cannot be shown',
  ],
  ['identity', gzipSync(TEXT), 'is no text that could be shown'],
])('a body in the coding %s that cannot be read says so', async (coding, body, unreadable) => {
  const port = await serveHttp((_, response) => response.setHeader('content-encoding', coding).end(body));
  expect(await outboundTo(port).call()).toMatchObject({
    kind: 'answered',
    status: 200,
    excerpt: '',
    unreadable,
  });
});

test('a compressed body that breaks off is read as far as it came', async () => {
  const body = gzipSync(Array.from({ length: 20_000 }, (_, n) => String(n)).join(' '));
  const port = await serveHttp((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  });
  const outcome = await outboundTo(port).call();
  expect(outcome).toMatchObject({
    kind: 'answered',
    status: 200,
    truncated: true,
    excerpt: expect.stringMatching(/^0 1 2 3 /),
  });
});

test.each([
  ['text/plain; charset=iso-8859-1', Buffer.from('gr\xfcn', 'latin1')],
  ['text/plain; charset="utf-16le"', Buffer.from('grün', 'utf16le')],
  ['text/plain', Buffer.from('\ufeffgrün', 'utf16le')],
  ['text/plain; charset=nobody-knows', Buffer.from('grün')],
])('the characters of %s are read', async (type, body) => {
  const port = await serveHttp((_, response) => response.setHeader('content-type', type).end(body));
  expect(await outboundTo(port).call()).toMatchObject({ excerpt: 'grün' });
});
