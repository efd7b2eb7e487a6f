import { MessagePage } from '@/components/message-page.tsx';

export default function NotFound() {
  return (
    <MessagePage title="Page not found">
      The address may be mistyped, or what it showed may have been removed.
    </MessagePage>
  );
}
