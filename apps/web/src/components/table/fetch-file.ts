/** The service refused an export; its message says why. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused';
}

/** So much is handed to the browser at a time, which may keep it elsewhere than in memory. */
const PART_BYTES = 8_000_000;

/** It is told as often as somebody reads. */
const TELL_EVERY_MS = 200;

/**
 * Fetches a file of any length.
 *
 * @param onProgress Told now and then how many bytes have come.
 * @throws ExportRefused, or what `fetch` throws when the connection breaks.
 */
export async function fetchFile(
  href: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  const response = await fetch(href, { signal });
  if (!response.ok || !response.body) throw new ExportRefused(await reasonOf(response));
  const parts: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  let bytes = 0;
  let told = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    held += value.length;
    bytes += value.length;
    if (held >= PART_BYTES) {
      parts.push(new Blob(pieces));
      pieces = [];
      held = 0;
    }
    const now = performance.now();
    if (now - told >= TELL_EVERY_MS) {
      told = now;
      onProgress(bytes);
    }
  }
  return new Blob([...parts, ...pieces], { type: response.headers.get('content-type') ?? '' });
}

/** Saves a file where the browser keeps downloads. */
export function saveFile(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

async function reasonOf(response: Response): Promise<string> {
  if (response.status === 401) return 'You are signed out. Sign in, then try again.';
  const answer: unknown = await response.json().catch(() => undefined);
  const status = isRecord(answer) ? answer.responseStatus : undefined;
  const message = isRecord(status) ? status.message : undefined;
  return typeof message === 'string' ? message : 'The export failed. Try again.';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
