import { ApiError } from '@ai-sessions/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthorization } from '../src/authorization.ts';
import { cookieValue, hashApiKey, hashPassword, isApiKey, newApiKey, verifyPassword } from '../src/index.ts';

describe('Authorization', () => {
  it('gives back any user name and password, colons included', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(
        text.filter((name) => !name.includes(':')),
        text,
        (userName, password) => {
          const header = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
          if (header === 'Basic ') return;
          expect(readAuthorization(header)).toEqual({ kind: 'basic', userName, password });
        },
      ),
    );
  });

  it('is refused as wrong, and never breaks anything, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((value) => `Basic ${value}`),
        ),
        (header) => {
          try {
            readAuthorization(header);
          } catch (error) {
            expect(error).toBeInstanceOf(ApiError);
            expect((error as ApiError).code).toBe('Unauthorized');
          }
        },
      ),
    );
  });
});

it('makes keys of 256 bits that are told by their hash', () => {
  const { key, prefix, hash } = newApiKey();
  expect(isApiKey(key)).toBe(true);
  expect(Buffer.from(key.slice(4), 'base64url')).toHaveLength(32);
  expect(key.startsWith(prefix)).toBe(true);
  expect(hash).toEqual(hashApiKey(key));
  expect(newApiKey().key).not.toBe(key);
});

it('hashes passwords with argon2id at the parameters of OWASP, and tells right from wrong', async () => {
  const hash = await hashPassword('correct horse');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, 'correct horse')).toBe('right');
  expect(await verifyPassword(hash, 'wrong')).toBe('wrong');
  expect(await verifyPassword(undefined, 'correct horse')).toBe('wrong');
  expect(await verifyPassword('not a hash', 'correct horse')).toBe('wrong');
});

it('finds its cookie among others and passes over what it cannot read', () => {
  expect(cookieValue('a=1; ss-id=x; =; ;b; 20 Nov 2045 10:00:00 GMT=null', 'ss-id')).toBe('x');
  expect(cookieValue('ss-id=', 'ss-id')).toBeUndefined();
  expect(cookieValue('xss-id=1', 'ss-id')).toBeUndefined();
});
