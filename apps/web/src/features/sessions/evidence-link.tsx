import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';

/** Leads to the evidence of a session: a file that can be checked without the service. */
export function EvidenceLink({ sessionId }: { sessionId: string }) {
  return (
    <Button asChild variant="outline" size="small">
      <a
        href={`/ai/sessions/${encodeURIComponent(sessionId)}/evidence.json`}
        download={`evidence-${sessionId}.json`}
        title="A signed file with all that was proposed, decided and done, to be checked without this service"
      >
        <Download aria-hidden />
        Evidence
      </a>
    </Button>
  );
}
