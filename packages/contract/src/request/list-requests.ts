import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { LoggedRequestInfo } from './logged-request-info.ts';
import { requestFilters } from './request-filters.ts';

const description =
  'Returns requests to the API as they were written down, page by page, newest first; a second or so after they were answered. Totals are left out, as with SimplifiedPaging.';

/** `GET /requests` */
export const ListRequests = operation({
  verb: 'GET',
  route: '/requests',
  procedure: 'request.list',
  summary: description,
  access: systemAdministrator,
  agents: false,
  request: dto('ListRequests', {
    namespace: 'Voice.Api.Requests',
    description,
    extends: listRequest(LoggedRequestInfo),
    fields: requestFilters,
  }),
  response: listResponse(LoggedRequestInfo),
});
