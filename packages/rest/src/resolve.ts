import type { Endpoint } from './endpoints.ts';
import type { AnswerFormat } from './negotiation.ts';
import { splitSuffix } from './negotiation.ts';
import { type OperationRoute, operationRoutes } from './operation-routes.ts';
import { type Route, routeTable } from './routes.ts';

/**
 * What the path of a request leads to. A server that has to know whether a path belongs to the adapter resolves it, and
 * hands it over with the request, so that it is looked up once.
 */
export interface ResolvedPath {
  /** Whether the path belongs to the adapter. */
  readonly owned: boolean;
  /** The predefined route. It comes before a documented one. */
  readonly predefined: OperationRoute | undefined;
  /** The documented route. */
  readonly route: Route | undefined;
  /** The format that the end of the path names on a documented route. */
  readonly suffix: AnswerFormat | undefined;
  /** Whether the end of the path asks for a workbook, where there is one. */
  readonly asWorkbook: boolean;
}

/** Makes what resolves paths, still percent-encoded and without their query. */
export function createResolver(endpoints: readonly Endpoint[]): (path: string) => ResolvedPath {
  const routes = routeTable(endpoints);
  const predefinedRoutes = operationRoutes(endpoints);
  return (rawPath) => {
    const predefined = predefinedRoutes.find(rawPath);
    if (predefined)
      return { owned: true, predefined, route: undefined, suffix: undefined, asWorkbook: false };
    const sheet = rawPath.endsWith(XLSX_SUFFIX)
      ? routes.find(rawPath.slice(0, -XLSX_SUFFIX.length))
      : undefined;
    if (sheet && hasRows(sheet))
      return { owned: true, predefined: undefined, route: sheet, suffix: undefined, asWorkbook: true };
    const { path, suffix } = splitSuffix(rawPath);
    const route = routes.find(path);
    const owned = route !== undefined || (suffix !== undefined && routes.find(rawPath) !== undefined);
    return { owned, predefined, route, suffix, asWorkbook: false };
  };
}

const XLSX_SUFFIX = '.xlsx';

/** Whether a route answers with rows of any number. */
function hasRows(route: Route): boolean {
  return route.verbs.includes('GET') && route.match('GET').endpoint.operation.streams;
}
