import { SignOutButton } from '../components/sign-out-button.tsx';
import { MessagePage } from './message-page.tsx';

export default function Forbidden() {
  return (
    <MessagePage title="This needs another role" action={<SignOutButton />}>
      You are signed in, but these pages are for system administrators. Ask one for the role, or sign in as
      someone else.
    </MessagePage>
  );
}
