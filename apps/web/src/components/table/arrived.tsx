import { ArrowUp } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';

interface ArrivedProps {
  readonly count: number;
  readonly one: string;
  readonly many: string;
  readonly onShow: () => void;
}

/** Says over a list that there is more by now, and shows it on demand. It lies over the page, so that nothing moves. */
export function Arrived({ count, one, many, onShow }: ArrivedProps) {
  return (
    <div aria-live="polite" className="pointer-events-none sticky top-2 z-20 h-0">
      {count > 0 && (
        <Button
          size="small"
          className="pointer-events-auto mx-auto flex -translate-y-1/2 rounded-full shadow-lg"
          onClick={onShow}
        >
          <ArrowUp aria-hidden /> {count} new {count === 1 ? one : many}
        </Button>
      )}
    </div>
  );
}
