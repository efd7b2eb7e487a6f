// `npx @ai-sessions/verify FILE [--key public.pem]… [--heads heads.jsonl] [--kept-since 2026-01-01]`
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Fault } from './fault.ts';
import { type PublicKey, publicKeyOf } from './key.ts';
import type { Report } from './report.ts';
import { count } from './report.ts';
import { type Trusted, verifyEvidence } from './verify-evidence.ts';
import { checkHead, readHeads } from './verify-heads.ts';
import { verifyProof } from './verify-proof.ts';

const USAGE = `Usage: verify FILE [--key public.pem]... [--heads heads.jsonl] [--kept-since 2026-01-01]

FILE is one of
  evidence of a session       GET /ai/sessions/{sessionId}/evidence
  the whole audit trail       GET /audit/proof, as JSON Lines; needs --key
  heads that were kept        GET /audit/heads/export, as JSON Lines; needs --key

Exit codes: 0 nothing is wrong, 1 something was altered, 2 the files or options cannot be used.`;

const FAULTY = 1;
const UNUSABLE = 2;

/** The command cannot do what it was asked for. */
class Unusable extends Error {}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Several keys may stand in one file. */
function readKeys(path: string): PublicKey[] {
  const found = readFile(path)
    .toString('latin1')
    .match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g);
  if (!found) throw new Unusable(`${path} holds no public key as PEM.`);
  return found.map((pem) => publicKeyOf(pem, path));
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        heads: { type: 'string' },
        'kept-since': { type: 'string' },
      },
    });
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function verify(): Report {
  const { values, positionals } = readArguments();
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new Unusable(USAGE);
  const bytes = readFile(path);
  const keys = values.key.flatMap(readKeys);
  const heads = values.heads === undefined ? undefined : readKept(values.heads);
  const trusted: Trusted = { keys, heads, keptSince: readDay(values['kept-since']) };
  if (heads && keys.length > 0) for (const head of heads) checkHead(head, keys, values.heads ?? '');
  const beginning = bytes.subarray(0, 10).toString('latin1');
  const isProof = beginning.startsWith('{"head":');
  const isHeads = beginning.startsWith('{"number":');
  if (!isProof && !isHeads) return verifyEvidence(bytes, trusted);
  if (keys.length === 0)
    throw new Unusable('This file is checked with the public key of the service: give --key.');
  return isProof ? verifyProof(bytes, trusted) : verifyHeads(bytes, keys);
}

function readDay(day: string | undefined): string | undefined {
  if (day === undefined || /^\d{4}-\d\d-\d\d$/.test(day)) return day;
  throw new Unusable('Write --kept-since as a day: 2026-01-01.');
}

function readKept(path: string) {
  try {
    return readHeads(readFile(path));
  } catch (error) {
    throw error instanceof Fault ? new Fault(`${path}, ${error.place}`, error.message) : error;
  }
}

function verifyHeads(bytes: Buffer, keys: readonly PublicKey[]): Report {
  const heads = readHeads(bytes);
  for (const [at, head] of heads.entries()) checkHead(head, keys, `line ${at + 1}`);
  const [first, last] = [heads[0], heads.at(-1)];
  return {
    proven: [
      `${count(heads.length, 'head')}, ${first?.number} to ${last?.number}, follow one another, each signed; the last of ${last?.date}.`,
    ],
    open: [
      'What the events are that they cover: give the proof of the audit trail, or evidence of a session.',
    ],
  };
}

function print(heading: string, sentences: readonly string[]): void {
  console.log(`\n${heading}:`);
  for (const sentence of sentences) console.log(`- ${sentence}`);
}

function main(): void {
  try {
    const { proven, open, verdicts = [] } = verify();
    console.log('Nothing is wrong.');
    print('Proven', proven);
    if (verdicts.length > 0) print('What was decided', verdicts);
    print('Not proven', open);
  } catch (error) {
    if (error instanceof Fault) {
      console.error(`Altered, at ${error.place}: ${error.message}`);
      process.exitCode = FAULTY;
    } else {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = UNUSABLE;
    }
  }
}

main();
