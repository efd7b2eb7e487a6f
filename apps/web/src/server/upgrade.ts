import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Pipelining } from './pipelining.ts';

/** What asks for another protocol, and belongs to it. */
const OF_UPGRADES = new Set(['upgrade', 'http2-settings']);

/**
 * Lets requests that ask for another protocol be answered as if they did not (RFC 9110, 7.8): clients that would rather
 * speak HTTP/2 ask with their first request, or with each. Without a listener Node would answer them too, but it stops
 * reading behind such a request, and loses what has arrived by then. So it gets to read the request again, without the
 * header.
 */
export function ignoreUpgrades(server: Server, pipelining: Pipelining): void {
  server.on('upgrade', (request, socket: Socket, behind) => {
    // Node has let go of the connection: nothing reads from it and nobody hears of its errors.
    const destroy = () => socket.destroy();
    socket.on('error', destroy);
    socket.unshift(Buffer.concat([headWithoutUpgrade(request), behind]));
    pipelining.enqueueLast(socket, () => {
      socket.off('error', destroy);
      server.emit('connection', socket);
    });
  });
}

function headWithoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (OF_UPGRADES.has(name.toLowerCase())) continue;
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? withoutUpgrade(value) : value}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function withoutUpgrade(connection: string): string {
  return connection
    .split(',')
    .filter((option) => !OF_UPGRADES.has(option.trim().toLowerCase()))
    .join(',');
}
