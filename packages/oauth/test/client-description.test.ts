import { describe, expect, it } from 'vitest';
import { describeClient, redirectHost, redirectProblem } from '../src/client-description.ts';

describe('a client is shown', () => {
  it('with the host of the document that vouches for it', () => {
    const clientId = 'https://agents.example.com/client.json';
    expect(describeClient({ clientId, clientName: 'Billing agent' })).toEqual({
      clientId,
      name: 'Billing agent',
      host: 'agents.example.com',
    });
    expect(describeClient({ clientId }).name).toBe('agents.example.com');
  });

  it('without a host when it only says who it is', () => {
    expect(describeClient({ clientId: 'x1' })).toEqual({
      clientId: 'x1',
      name: 'An agent without a name',
      host: undefined,
    });
  });

  it('with a name that stays on its line, and is not endless', () => {
    const named = (clientName: string) => describeClient({ clientId: 'x1', clientName }).name;
    expect(named(' Billing\r\n\u2028agent\u202E ')).toBe('Billing agent');
    expect(named('a'.repeat(500))).toHaveLength(80);
    expect(named('\u200B')).toBe('An agent without a name');
  });
});

describe('answers are sent', () => {
  it.each([
    'https://agent.example.com/callback',
    'http://localhost:7777/x',
    'http://127.0.0.1/',
    'http://[::1]:1/',
  ])('to %s', (uri) => {
    expect(redirectProblem(uri)).toBeUndefined();
  });

  it.each([
    'http://agent.example.com/',
    'http://localhost.example.com/',
    'cursor://x',
    'data:text/html,x',
    'x',
    '',
  ])('never to %s', (uri) => {
    expect(redirectProblem(uri)).toContain('https');
  });

  it('to a site that is named, unless it is this computer', () => {
    expect(redirectHost('https://agent.example.com:8443/callback')).toBe('agent.example.com:8443');
    expect(redirectHost('http://localhost:7777/x')).toBeUndefined();
  });
});
