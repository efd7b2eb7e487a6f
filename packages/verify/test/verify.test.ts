import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chain } from '../src/chain.ts';
import { digestOf } from '../src/event.ts';
import { EVIDENCE, EVIDENCE_FORMAT, textOfEvidence } from '../src/evidence.ts';
import { Fault } from '../src/fault.ts';
import { write, writeLine } from '../src/form.ts';
import { digestOfHead, HEAD, textOfHead } from '../src/head.ts';
import { keyIdOf, publicKeyOf } from '../src/key.ts';
import { PROOF_ROW } from '../src/proof.ts';
import { rootOf, treeOver } from '../src/tree.ts';
import { verifyEvidence } from '../src/verify-evidence.ts';
import { checkHead, readHeads } from '../src/verify-heads.ts';
import { verifyProof } from '../src/verify-proof.ts';

const PACKAGE = join(import.meta.dirname, '..');
const DATE = '2026-03-02T09:14:05.120Z';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keyId = keyIdOf(publicKey);
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const signed = (text: string) => sign(null, Buffer.from(text), privateKey).toString('hex');

const unhashed = {
  number: 1,
  id: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
  date: DATE,
  userName: 'ann@example.com',
  operation: 'NewAISession',
  entityType: 'AISession',
  entityId: 's',
  changes: '{"purpose": [null, "Zoë\u2028"]}',
  whoSalt: '00'.repeat(16),
  whatSalt: '11'.repeat(16),
  digest: '',
};
const event = { ...unhashed, digest: digestOf(unhashed, '/') };

const unsigned = {
  number: 1,
  date: DATE,
  dateFirst: DATE,
  dateLast: DATE,
  events: 1,
  root: treeOver([Buffer.from(event.digest, 'hex')]).root.toString('hex'),
  keyId,
};
const head = { ...unsigned, digest: digestOfHead(unsigned), signature: signed(textOfHead(unsigned)) };

const session = { id: 's', state: 'Open', version: 1, discarded: false, createdBy: 'ann', dateCreated: DATE };
const draft = {
  format: EVIDENCE_FORMAT,
  dateCreated: DATE,
  session,
  actions: [
    {
      id: 'a',
      functionName: 'setSessionPurpose',
      arguments: '{"purpose":"Für “Ann” 😀"}',
      createdBy: 'agent@example.com',
      dateCreated: DATE,
      state: 'Applied',
      earlierVersions: '[]',
    },
  ],
  runs: [
    {
      id: 'r',
      number: 1,
      state: 'Applied',
      startedBy: 'ann@example.com',
      dateStarted: DATE,
      reviewed: true,
      log: '',
      steps: [
        { key: 'k', functionName: 'setSessionPurpose', functionVersion: 1, state: 'Applied', attempts: 1 },
      ],
    },
  ],
  lastNumber: 1,
  events: [{ ...event, head: 1, place: 0, path: [] }],
  signIns: [],
  heads: [head],
  keys: [{ id: keyId, publicKey: pem }],
  keyId,
};
const evidence = write(EVIDENCE, { ...draft, signature: signed(textOfEvidence(draft)) });

describe('a tree over digests', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33])(
    'of %d leads from each to its root, and from no other',
    (size) => {
      const digests = Array.from({ length: size }, () => randomBytes(32));
      const tree = treeOver(digests);
      for (const [place, digest] of digests.entries()) {
        const path = tree.pathOf(place);
        expect(rootOf(digest, place, size, path)).toEqual(tree.root);
        expect(rootOf(randomBytes(32), place, size, path)).not.toEqual(tree.root);
        expect(rootOf(digest, place, size, [...path, path[0] ?? '00'.repeat(32)])).toBeUndefined();
        expect(rootOf(digest, size, size, path)).toBeUndefined();
        if (size > 1) expect(rootOf(digest, (place + 1) % size, size, path)).not.toEqual(tree.root);
      }
    },
  );
});

describe('a chain', () => {
  const link = (number: number) => ({
    ...event,
    number,
    id: `e${number}`,
    digest: `d${number}`,
    previousDigest: number > 1 ? `d${number - 1}` : undefined,
  });

  it.each([[[1, 2, 3, 4]], [[4, 3, 2, 1]], [[2, 4, 1, 3]], [[3, 1, 4, 2]]])(
    'is whole in whichever order its events come: %j',
    (order) => {
      const chain = new Chain('r');
      for (const number of order) chain.add(link(number), 'line');
      chain.end();
      expect(chain.first).toBe(1);
    },
  );

  it('has no gap, no fork and no other event in a place', () => {
    const chain = new Chain('r');
    chain.add(link(1), 'line 1');
    chain.add(link(3), 'line 3');
    expect(() => chain.end()).toThrow('does not follow');
    expect(() => chain.add({ ...link(1), id: 'other' }, 'line 4')).toThrow('has the place of another');
    expect(() => chain.add({ ...link(2), previousDigest: 'x' }, 'line 5')).toThrow('does not follow');
  });
});

const proof = `${writeLine(PROOF_ROW, { head })}\n${writeLine(PROOF_ROW, { event })}\n`;
const heads = `${writeLine(HEAD, head)}\n`;

/** Changes of one place in a file. Each makes another file of it. */
const alterations: Readonly<Record<string, (bytes: Buffer, at: number) => readonly Buffer[]>> = {
  // The lowest bit, the one between small and capital letters, and the one that ASCII has not.
  'a bit of it flipped': (bytes, at) =>
    [0x01, 0x20, 0x80].map((bit) => {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ bit;
      return altered;
    }),
  'it taken out': (bytes, at) => [Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])],
  // A blank, a line feed and a tab mean nothing in JSON; a byte that is there twice is what a bad copy does.
  'something put before it': (bytes, at) =>
    [
      Buffer.from(' '),
      Buffer.from('\n'),
      Buffer.from('\t'),
      Buffer.from([0]),
      bytes.subarray(at, at + 1),
    ].map((added) => Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)])),
  'the file cut off before it': (bytes, at) => [bytes.subarray(0, at)],
};

/** What comes of altering a file at every byte of it, as far as it was not refused with a place and a sentence. */
function notRefused(
  file: string,
  alter: (bytes: Buffer, at: number) => readonly Buffer[],
  check: (bytes: Buffer) => unknown,
): readonly string[] {
  const bytes = Buffer.from(file);
  const wrong: string[] = [];
  for (let at = 0; at < bytes.length; at++) {
    for (const altered of alter(bytes, at)) {
      try {
        check(altered);
        wrong.push(`byte ${at} was not noticed: ${altered}`);
      } catch (error) {
        const named =
          error instanceof Fault &&
          /^(byte \d+|line \d+.*|\/.*)$/.test(error.place) &&
          error.message.endsWith('.');
        if (!named) wrong.push(`byte ${at} was refused without a place: ${error}`);
      }
    }
  }
  return wrong;
}

describe.each(Object.entries(alterations))('a file with %s', (_, alter) => {
  const trusted = { keys: [publicKeyOf(pem, 'key')], heads: [head] };

  it('is refused as evidence, at every byte', () => {
    expect(() => verifyEvidence(Buffer.from(evidence), trusted)).not.toThrow();
    // Nothing is known but the file itself.
    const alone = { keys: [], heads: undefined };
    expect(notRefused(evidence, alter, (bytes) => verifyEvidence(bytes, alone))).toEqual([]);
  });

  it('is refused as the audit trail, at every byte', () => {
    expect(() => verifyProof(Buffer.from(proof), trusted)).not.toThrow();
    expect(notRefused(proof, alter, (bytes) => verifyProof(bytes, trusted))).toEqual([]);
  });

  it('is refused as heads that were kept, at every byte', () => {
    const whole = Buffer.from(heads);
    expect(readHeads(whole)).toEqual([head]);
    const check = (bytes: Buffer) => {
      const read = readHeads(bytes);
      // No line at all is the list of nobody who kept one. Whose signature it is, keys tell.
      if (read.length === 0) throw new Fault('line 1', 'There is no head.');
      for (const each of read) checkHead(each, trusted.keys, 'line 1');
    };
    expect(notRefused(heads, alter, check)).toEqual([]);
  });
});

describe('the published command', () => {
  let folder: string;
  let command: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-sessions-verify-'));
    execFileSync(process.execPath, ['build.mjs'], { cwd: PACKAGE });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: PACKAGE });
    execFileSync('tar', ['-xzf', 'ai-sessions-verify-0.1.0.tgz'], { cwd: folder });
    command = join(folder, 'package/dist/verify.mjs');
    await writeFile(join(folder, 'evidence.json'), evidence);
    await writeFile(join(folder, 'public.pem'), pem);
    await writeFile(join(folder, 'heads.jsonl'), heads);
    await writeFile(join(folder, 'proof.jsonl'), proof);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  function run(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, text: stdout + stderr };
  }

  it('proves evidence, the audit trail and heads with nothing but Node', () => {
    const all = ['--key', 'public.pem', '--heads', 'heads.jsonl'];
    expect(run('evidence.json', ...all)).toMatchObject({
      status: 0,
      text: expect.stringMatching(
        /Nothing is wrong\.[\s\S]+session s with 1 action[\s\S]+1 head is as it was/,
      ),
    });
    expect(run('evidence.json').text).toContain('Give --key');
    expect(run('proof.jsonl', ...all)).toMatchObject({ status: 0 });
    expect(run('heads.jsonl', '--key', 'public.pem')).toMatchObject({ status: 0 });
  });

  it.each([
    ['a value', evidence.replace('Zoë', 'Zoe'), '/events/0'],
    ['a member that nobody knows', evidence.replace('{"format"', '{"note":"","format"'), '/note'],
    ['a blank', evidence.replace('":1', '": 1'), 'byte '],
    ['an end that is missing', evidence.slice(0, -1), `byte ${Buffer.byteLength(evidence) - 1}`],
    ['a line feed after the end', `${evidence}\n`, `byte ${Buffer.byteLength(evidence)}`],
    ['another session', evidence.replace('"state":"Open"', '"state":"Applied"'), '/signature'],
    [
      'the order of members',
      evidence.replace('"version":1,"discarded":false', '"discarded":false,"version":1'),
      'byte ',
    ],
    ['no JSON at all', 'PK\u0003\u0004', 'byte '],
  ])('names the place of %s', async (_, altered, place) => {
    await writeFile(join(folder, 'altered.json'), altered);
    expect(run('altered.json')).toMatchObject({
      status: 1,
      text: expect.stringContaining(`Altered, at ${place}`),
    });
  });

  it('says what is missing when it cannot be used', () => {
    expect(run()).toMatchObject({ status: 2, text: expect.stringContaining('Usage: verify FILE') });
    expect(run('nowhere.json')).toMatchObject({ status: 2 });
    expect(run('evidence.json', '--keys', 'x')).toMatchObject({ status: 2 });
    expect(run('proof.jsonl')).toMatchObject({ status: 2, text: expect.stringContaining('give --key') });
  });
});
