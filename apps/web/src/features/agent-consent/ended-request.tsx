import { LoginFrame, sheetLook } from '../sign-in/login-frame.tsx';

/** What is said when nothing waits on a consent page any more. */
export function EndedRequest() {
  return (
    <LoginFrame title="Nothing to decide" subtitle="This request has ended.">
      <div className={sheetLook}>
        <p className="text-sm">
          It was answered already, waited longer than half an hour, or was begun in another browser. Nobody
          was let in by this page.
        </p>
        <p className="text-sm text-muted">To let an agent in, connect again from the agent.</p>
      </div>
    </LoginFrame>
  );
}
