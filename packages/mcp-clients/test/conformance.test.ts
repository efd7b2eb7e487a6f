import { afterAll, beforeAll, expect, it } from 'vitest';
import { conformanceScenarios, runConformance } from '../clients/src/index.ts';
import { type RunningService, startService } from './service.ts';

let service: RunningService;
let apiKey: string;

beforeAll(async () => {
  service = await startService();
  apiKey = await service.newApiKey();
});

afterAll(() => service?.stop());

it.each(conformanceScenarios)('does as the official suite asks: %s', async (scenario) => {
  const outcome = await runConformance({ url: `${service.url}/mcp`, apiKey }, scenario);
  expect(outcome, outcome.output).toMatchObject({ failed: 0, warnings: 0 });
  expect(outcome.passed).toBeGreaterThan(0);
});
