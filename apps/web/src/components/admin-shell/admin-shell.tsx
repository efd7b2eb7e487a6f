import { AudioWaveform } from 'lucide-react';
import { cookies } from 'next/headers';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { UnsavedGuard } from '@/components/form/unsaved-guard.tsx';
import { ColumnWidthsProvider } from '@/components/table/column-widths.tsx';
import { WIDTHS_COOKIE, widthsOf } from '@/components/table/column-widths-cookie.ts';
import { DensityProvider } from '@/components/table/density.tsx';
import { DENSITY_COOKIE, densityOf } from '@/components/table/density-cookie.ts';
import { SavedNotice } from '@/components/table/saved-notice.tsx';
import { CommandPalette } from '@/features/command-palette/command-palette.tsx';
import { ConnectionNotices } from '@/features/connection/connection-notices.tsx';
import { Shortcuts } from '@/features/shortcuts/shortcuts.tsx';
import { service } from '@/server/service.ts';
import type { Visitor } from '@/server/visitor.ts';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';

interface AdminShellProps {
  readonly visitor: Visitor;
  readonly children: ReactNode;
}

/** The frame of every admin page: navigation on the left, the signed-in person below it. */
export async function AdminShell({ visitor, children }: AdminShellProps) {
  const kept = await cookies();
  const density = densityOf(kept.get(DENSITY_COOKIE)?.value);
  const widths = widthsOf(kept.get(WIDTHS_COOKIE)?.value);
  const { singleSignOn } = await service();
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only rounded-md bg-accent px-3 py-2 text-sm text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      <aside className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-sheet px-4 py-2 md:sticky md:flex-nowrap md:top-0 md:h-dvh md:w-56 md:flex-col md:items-stretch md:gap-5 md:border-r md:border-b-0 md:p-4">
        <Link href="/" className="flex items-center gap-2 rounded-sm text-sm font-semibold">
          <span className="grid size-7 place-items-center rounded-md bg-accent text-accent-ink">
            <AudioWaveform className="size-4" aria-hidden />
          </span>
          <span className="max-sm:sr-only">AI Sessions</span>
        </Link>
        <CommandPalette roles={visitor.roles} />
        <Navigation roles={visitor.roles} />
        <Shortcuts />
        <div className="ml-auto md:mt-auto md:ml-0">
          <AccountMenu emailAddress={visitor.emailAddress} />
        </div>
      </aside>
      <main id="main" className="mx-auto w-full max-w-6xl min-w-0 flex-1 px-4 py-6 md:px-8">
        <UnsavedGuard />
        <SavedNotice />
        <ConnectionNotices visitor={visitor} singleSignOn={singleSignOn} />
        <DensityProvider initial={density}>
          <ColumnWidthsProvider initial={widths}>{children}</ColumnWidthsProvider>
        </DensityProvider>
      </main>
    </div>
  );
}
