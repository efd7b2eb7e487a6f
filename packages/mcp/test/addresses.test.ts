import { describe, expect, it } from 'vitest';
import { addressProblem, type KnownAddresses } from '../src/http/addresses.ts';

const known: KnownAddresses = {
  publicUrl: 'https://sessions.example.com',
  hosts: ['sessions.internal'],
  origins: ['https://app.example.com'],
};

const problem = (headers: Readonly<Record<string, string>>, addresses: KnownAddresses = known) =>
  addressProblem((name) => headers[name], addresses);

describe('lets through', () => {
  it.each([
    [{ host: 'sessions.example.com' }],
    [{ host: 'Sessions.Example.com:443' }],
    [{ host: 'sessions.internal:3000' }],
    [{ host: 'localhost:3000' }],
    [{ host: '127.0.0.1:3000' }],
    [{ host: '[::1]:3000' }],
    [{ host: '192.168.1.5:3000' }],
    [{}],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000' }],
    [{ host: 'sessions.internal', origin: 'https://sessions.example.com' }],
    [{ host: 'sessions.example.com', origin: 'https://app.example.com' }],
  ])('%o', (headers: Readonly<Record<string, string>>) => {
    expect(problem(headers)).toBeUndefined();
  });

  it('any name where the operator says so', () => {
    expect(problem({ host: 'other.example' }, { ...known, hosts: ['*'] })).toBeUndefined();
  });
});

describe('refuses', () => {
  it.each([
    [{ host: 'evil.example' }],
    [{ host: 'evil.example', origin: 'http://evil.example' }],
    [{ host: 'localhost.evil.example' }],
    [{ host: 'sessions.example.com.evil.example' }],
    [{ host: 'sessions.example.com@evil.example' }],
    [{ host: 'localhost:3000', origin: 'http://evil.example' }],
    [{ host: 'localhost:3000', origin: 'null' }],
    [{ host: 'localhost:3000', origin: '' }],
    [{ host: '' }],
  ])('%o', (headers: Readonly<Record<string, string>>) => {
    expect(problem(headers)).toEqual(expect.any(String));
  });
});
