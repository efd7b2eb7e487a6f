import { get, type IncomingMessage } from 'node:http';
import { replaceSessions } from './data.ts';
import type { Bench } from './harness.ts';
import { MEBIBYTE, residentMemory } from './memory.ts';

const SAMPLE_MS = 50;

/** What an export took. */
interface ExportMeasure {
  readonly 'first byte ms': number;
  readonly seconds: string;
  readonly MiB: number;
  /** Resident memory of the service: before it, when half of the time was over, and the most. */
  readonly 'RSS before MiB': number;
  readonly 'RSS halfway MiB': number;
  readonly 'RSS most MiB': number;
}

/** What it takes to export 1,000 and 1,000,000 sessions: above all, how much memory. */
export async function exportCost(bench: Bench): Promise<void> {
  const service = await bench.service();
  const rows: Record<string, ExportMeasure> = {};
  for (const total of [1_000, 1_000_000]) {
    await bench.withDatabase(bench.databaseUrl, (database) => replaceSessions(database, total));
    for (const format of ['csv', 'jsonl', 'xml']) {
      const name = `${total.toLocaleString('en')} as ${format}`;
      rows[name] = await measureExport(service, service.data.key, format);
    }
  }
  console.table(rows);
}

/** Reads a whole export and watches the memory of the service's process meanwhile. */
async function measureExport(
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
