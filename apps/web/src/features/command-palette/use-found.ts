'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/client.ts';

/** Records of a kind that are shown at once. */
const SHOWN = 5;
/** So few letters are looked for nowhere: they are in everything. */
const LEAST = 2;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A record that was found. */
interface Found {
  readonly href: string;
  readonly label: string;
  readonly note: string | undefined;
}

/** Records of one kind. */
interface FoundGroup {
  readonly title: string;
  readonly records: readonly Found[];
}

/** Looks for records by text or id, as far as somebody with these roles may see them. */
export function useFound(roles: readonly string[], text: string, open: boolean) {
  const trpc = useTRPC();
  const isAdministrator = roles.includes('SystemAdministrator');
  const mayLook = open && text.length >= LEAST;
  const page = { countPerPage: SHOWN, simplifiedPaging: true };
  const asAdministrator = { enabled: mayLook && isAdministrator, placeholderData: keepPreviousData };
  const sessions = useQuery(
    trpc.session.list.queryOptions(
      ID.test(text) ? { ...page, specificIds: [text.toLowerCase()] } : { ...page, text },
      asAdministrator,
    ),
  );
  const accounts = useQuery(trpc.account.list.queryOptions({ ...page, text }, asAdministrator));
  const functions = useQuery(trpc.function.list.queryOptions({ ...page, nameFilter: text }, asAdministrator));
  const users = useQuery(
    trpc.user.list.queryOptions(
      { ...page, emailFilter: text },
      {
        enabled: mayLook && (isAdministrator || roles.includes('Manager')),
        placeholderData: keepPreviousData,
      },
    ),
  );
  const keys = useQuery(trpc.apiKey.list.queryOptions({ ...page, text }, asAdministrator));
  const webhooks = useQuery(trpc.webhook.list.queryOptions({ ...page, text }, asAdministrator));
  // Nobody knows a run by a name.
  const runs = useQuery(
    trpc.run.list.queryOptions(
      { ...page, specificIds: [text.toLowerCase()] },
      { ...asAdministrator, enabled: asAdministrator.enabled && ID.test(text), placeholderData: undefined },
    ),
  );
  const lists = [sessions, accounts, functions, users, keys, webhooks, runs];
  const isLooking = mayLook && lists.some(({ isFetching }) => isFetching);
  const groups: readonly FoundGroup[] = [
    {
      title: 'Sessions',
      records: (sessions.data?.items ?? []).map(({ id, purpose, accountName }) => ({
        href: `/admin/sessions/${id}`,
        label: purpose ?? 'No purpose',
        note: accountName ?? 'Whole platform',
      })),
    },
    {
      title: 'Accounts',
      records: (accounts.data?.items ?? []).map(({ id, name }) => ({
        href: `/admin/accounts/${id}`,
        label: name ?? '',
        note: undefined,
      })),
    },
    {
      title: 'Functions',
      records: (functions.data?.items ?? []).map(({ id, name, risk }) => ({
        href: `/admin/functions/${id}`,
        label: name,
        note: risk,
      })),
    },
    {
      title: 'Users',
      records: (users.data?.items ?? []).map(({ id, emailAddress }) => ({
        href: `/admin/users/${id}`,
        label: emailAddress ?? '',
        note: undefined,
      })),
    },
    {
      title: 'API keys',
      records: (keys.data?.items ?? []).map(({ id, name = '', userName }) => ({
        href: `/admin/keys/${id}`,
        label: name,
        note: userName,
      })),
    },
    {
      title: 'Webhooks',
      records: (webhooks.data?.items ?? []).map(({ id, url }) => ({
        href: `/admin/webhooks/${id}`,
        label: url,
        note: undefined,
      })),
    },
    {
      title: 'Runs',
      records: (runs.data?.items ?? []).map(({ sessionId, number, purpose }) => ({
        href: `/admin/sessions/${sessionId}`,
        label: `Run ${number} of ${purpose ?? 'a session without purpose'}`,
        note: undefined,
      })),
    },
    {
      title: 'Audit',
      records:
        // Comes last, so that it is not what Enter chooses while a record is still being looked for.
        isAdministrator && ID.test(text) && !isLooking
          ? [{ href: `/admin/audit?record=${text}`, label: 'What happened to this record', note: undefined }]
          : [],
    },
  ];
  return {
    groups: mayLook ? groups.filter(({ records }) => records.length > 0) : [],
    isLooking,
    failure: lists.find(({ isError }) => isError)?.error,
  };
}
