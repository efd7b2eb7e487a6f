import { MessagePage } from '@/components/message-page.tsx';
import { SignOutButton } from '@/components/sign-out-button.tsx';

export default function Forbidden() {
  return (
    <MessagePage title="You need another role" action={<SignOutButton />}>
      You are signed in, but this page is for people with another role. Ask a system administrator for it, or
      sign in as someone else.
    </MessagePage>
  );
}
