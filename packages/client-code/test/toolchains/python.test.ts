import { join } from 'node:path';
import { allMembers } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { codeIn, everything, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

/** Debian's own, since the packages are for that one. */
const python: Tool = {
  command: '/usr/bin/python3',
  packages: 'python3 python3-dataclasses-json python3-marshmallow',
  environment: { PYTHONPATH: join(import.meta.dirname, 'python'), PYTHONDONTWRITEBYTECODE: '1' },
};

const workshop = await workshopWith({ 'dtos.py': codeIn('python') });

describe('Python', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 60_000 }, async () => {
    const program = join(import.meta.dirname, 'python/round_trip.py');
    expect(roundTrips(await workshop.run(python, '-W', 'error', program, workshop.folder))).toEqual(expected);
  });

  it('names fields so that the client finds them in answers, where it puts names together letter by letter', () => {
    const code = codeIn('python');
    const types = everything.flatMap(({ request, response }) => [
      request.type,
      ...(response ? [response.type] : []),
    ]);
    for (const { wireName } of types.flatMap(allMembers)) {
      const found = [...code.matchAll(/^ {4}(\w+): Optional\[/gm)].some(([, name = '']) => {
        const plain = name.replace(/_$/, '');
        return (
          plain === wireName || plain.replace(/_([a-z])/g, (_, first) => first.toUpperCase()) === wireName
        );
      });
      expect(found, wireName).toBe(true);
    }
  });

  it('says which type an answer is of only where it has arguments, which the client asks for', () => {
    const code = codeIn('python');
    for (const [, answer] of code.matchAll(/def response_type\(\):\n +return (.*)/g)) {
      expect(answer).toMatch(/^\w+\[\w+\]$/);
    }
    expect(code).toContain('class GetAISession(IReturn[AISessionInfo], IGet):');
    expect(code).toContain('class ExportAISessions(IReturn[List[AISessionRow]], IGet):');
  });
});
