import type { Visitor } from '@/server/visitor.ts';
import { AccessNotice } from './access-notice.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { SignInAgain } from './sign-in-again.tsx';

interface ConnectionNoticesProps {
  readonly visitor: Visitor;
  /** Name of the provider with which people may sign in instead. */
  readonly singleSignOn: string | undefined;
}

/** Says what stands between the page and the service, and how to go on; it stays in sight while the page scrolls. */
export function ConnectionNotices({ visitor, singleSignOn }: ConnectionNoticesProps) {
  return (
    <div className="sticky top-2 z-30 mb-4 flex flex-col gap-2 empty:hidden">
      <OfflineNotice />
      <SignInAgain visitor={visitor} singleSignOn={singleSignOn} />
      <AccessNotice visitor={visitor} />
    </div>
  );
}
