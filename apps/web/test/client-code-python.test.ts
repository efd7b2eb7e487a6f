import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './service.ts';

const PYTHON_FOLDER = join(import.meta.dirname, 'python');

/** Debian's own, since the packages are for that one. */
const PYTHON = '/usr/bin/python3';
const PACKAGES = 'python3 python3-dataclasses-json python3-marshmallow';

let service: RunningService;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-python-'));
});

afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

it('calls the service with the client code in Python that it hands out', async () => {
  const { status, text } = await service.request('/types/python', { authorization: null });
  expect(status).toBe(200);
  await writeFile(join(folder, 'dtos.py'), text);
  const { stdout } = await promisify(execFile)(
    PYTHON,
    [join(PYTHON_FOLDER, 'call.py'), service.url, folder],
    {
      env: {
        ...process.env,
        PYTHONPATH: PYTHON_FOLDER,
        PYTHONDONTWRITEBYTECODE: '1',
        USER_NAME: ADMIN_EMAIL,
        PASSWORD: ADMIN_PASSWORD,
      },
    },
  ).catch((cause: unknown) => {
    throw new Error(`Python failed. It needs: apt-get install --no-install-recommends ${PACKAGES}`, {
      cause,
    });
  });
  expect(JSON.parse(stdout)).toEqual({
    sameSession: true,
    accountName: 'Northwind',
    purpose: 'Geändert "so"',
    totalCount: 1,
    action: 'rename',
    deleted: null,
    refusal: 'NotFound',
  });
});
