import { shareTestServer } from './test-server.ts';

/** For `globalSetup` of vitest: the server is there before the first file, and goes with the last. */
export default shareTestServer;
