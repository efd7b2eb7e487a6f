import { Badge } from './ui/badge.tsx';

/** Says that one person accepts and another one applies. */
export function SecondPersonBadge() {
  return <Badge tone="warning">Needs a second person</Badge>;
}
