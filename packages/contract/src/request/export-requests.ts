import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { LoggedRequestInfo } from './logged-request-info.ts';
import { requestFilters } from './request-filters.ts';

const description =
  'Returns all matching requests to the API as they were written down, newest first, in one answer of any length.';

/** `GET /requests/export` */
export const ExportRequests = operation({
  verb: 'GET',
  route: '/requests/export',
  procedure: 'request.export',
  summary: description,
  access: systemAdministrator,
  agents: false,
  streams: true,
  request: dto('ExportRequests', {
    namespace: 'Voice.Api.Requests',
    description,
    fields: requestFilters,
  }),
  response: LoggedRequestInfo,
});
