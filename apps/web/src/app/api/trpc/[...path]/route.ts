import { serveApi } from '../../../../server/route-handler.ts';

export { serveApi as GET, serveApi as POST };
