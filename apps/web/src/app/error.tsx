'use client';

import { MessagePage } from '@/components/message-page.tsx';
import { Button } from '@/components/ui/button.tsx';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <MessagePage title="Something went wrong" action={<Button onClick={reset}>Try again</Button>}>
      The page could not be shown. Nothing you entered elsewhere was lost.
    </MessagePage>
  );
}
