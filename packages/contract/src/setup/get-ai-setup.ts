import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AISetup } from './ai-setup.ts';

const WHAT = 'Tells how far this installation has come from being empty.';

/** `GET /ai/setup` */
export const GetAISetup = operation({
  verb: 'GET',
  route: '/ai/setup',
  procedure: 'setup.get',
  summary: WHAT,
  access: systemAdministrator,
  agents: false,
  request: dto('GetAISetup', { namespace: 'Voice.Api.AI', description: WHAT, fields: {} }),
  response: AISetup,
});
