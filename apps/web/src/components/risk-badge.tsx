import type { AIFunctionInfo } from '@ai-sessions/contract';
import { Badge, type BadgeTone } from './ui/badge.tsx';

/** How much harm the call of a function can do. */
export type Risk = AIFunctionInfo['risk'];

const tones: Readonly<Record<Risk, BadgeTone>> = {
  Ordinary: 'plain',
  Dangerous: 'warning',
  Irreversible: 'danger',
};

/** Says how much harm a function can do. */
export function RiskBadge({ risk }: { risk: Risk }) {
  return <Badge tone={tones[risk]}>{risk}</Badge>;
}
