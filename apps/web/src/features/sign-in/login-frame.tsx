import { AudioWaveform } from 'lucide-react';
import type { ReactNode } from 'react';

interface LoginFrameProps {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}

/** What the pages around signing in have in common. */
export function LoginFrame({ title, subtitle, children }: LoginFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <span className="grid size-9 place-items-center rounded-lg bg-accent text-accent-ink">
            <AudioWaveform className="size-5" aria-hidden />
          </span>
          <div>
            <h1 className="text-lg leading-tight font-semibold">{title}</h1>
            <p className="text-sm text-muted">{subtitle}</p>
          </div>
        </div>
        {children}
      </div>
    </main>
  );
}

/** The sheet that forms and messages stand on. */
export const sheetLook = 'flex flex-col gap-2 rounded-lg border bg-sheet p-5 shadow-xs';
