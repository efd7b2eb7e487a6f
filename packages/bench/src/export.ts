import { readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';

const MEBIBYTE = 1_048_576;
const SAMPLE_MS = 50;

/** What an export took. */
export interface ExportMeasure {
  readonly 'first byte ms': number;
  readonly seconds: string;
  readonly MiB: number;
  /** Resident memory of the service: before it, when half of the time was over, and the most. */
  readonly 'RSS before MiB': number;
  readonly 'RSS halfway MiB': number;
  readonly 'RSS most MiB': number;
}

/** Reads a whole export and watches the memory of the service's process meanwhile. */
export async function measureExport(
  service: { readonly url: string; readonly pid: number },
  key: string,
  format: string,
): Promise<ExportMeasure> {
  const before = await residentMemory(service.pid);
  const samples = [before];
  const sampling = setInterval(() => {
    void residentMemory(service.pid).then((now) => {
      samples.push(now);
    });
  }, SAMPLE_MS);
  const started = performance.now();
  let firstByte = 0;
  let bytes = 0;
  try {
    const response = await open(`${service.url}/ai/sessions/export.${format}`, key);
    for await (const chunk of response) {
      firstByte ||= performance.now() - started;
      bytes += chunk.length;
    }
  } finally {
    clearInterval(sampling);
  }
  return {
    'first byte ms': Math.round(firstByte),
    seconds: ((performance.now() - started) / 1_000).toFixed(1),
    MiB: Math.round(bytes / MEBIBYTE),
    'RSS before MiB': Math.round(before / MEBIBYTE),
    'RSS halfway MiB': Math.round((samples[samples.length >> 1] ?? 0) / MEBIBYTE),
    'RSS most MiB': Math.round(Math.max(...samples) / MEBIBYTE),
  };
}

function open(url: string, key: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${key}` } }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`The export was answered ${response.statusCode}.`));
    }).on('error', reject);
  });
}

/** Resident memory of a process, in bytes, as Linux tells it. */
async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
}
