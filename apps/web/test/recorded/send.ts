import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, inflateSync } from 'node:zlib';

/** Sends a request with exactly these headers, beside those of the connection. */
export async function send(
  url: string,
  method: string,
  headers: readonly (readonly [name: string, value: string])[],
  body: Buffer,
): Promise<{ readonly response: IncomingMessage; readonly body: Buffer }> {
  const outgoing = request(url, { method });
  for (const [name, value] of headers) outgoing.setHeader(name, value);
  if (body.length > 0) outgoing.setHeader('Content-Length', body.length);
  outgoing.end(body);
  const [response]: IncomingMessage[] = await once(outgoing, 'response');
  if (!response) throw new Error('There was no answer.');
  return { response, body: await buffer(response) };
}

/** The text of a body, unpacked. */
export function textOf(response: IncomingMessage, body: Buffer): string {
  switch (response.headers['content-encoding']) {
    case undefined:
      return body.toString();
    case 'gzip':
      return gunzipSync(body).toString();
    case 'deflate':
      return inflateSync(body).toString();
    default:
      throw new Error(`No client asked for ${response.headers['content-encoding']}.`);
  }
}
