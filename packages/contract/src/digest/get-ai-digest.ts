import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIDigestInfo } from './ai-digest-info.ts';

const WHAT = 'Tells how often, and where, the caller is told what waits for review.';

/** `GET /ai/digest` */
export const GetAIDigest = operation({
  verb: 'GET',
  route: '/ai/digest',
  procedure: 'digest.get',
  summary: WHAT,
  access: systemAdministrator,
  agents: false,
  request: dto('GetAIDigest', { namespace: 'Voice.Api.AI', description: WHAT, fields: {} }),
  response: AIDigestInfo,
});
