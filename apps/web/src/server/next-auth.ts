import { apiErrorOf } from '@ai-sessions/api';
import { type HeaderReader, nextAuthOptions } from '@ai-sessions/auth';
import type { ApiError } from '@ai-sessions/contract';
import { errorAnswer } from '@ai-sessions/rest';
import type { NextAuthOptions } from 'next-auth';
import { logFailure } from './failure-log.ts';
import { responseOf } from './fetch-handler.ts';
import type { Logger } from './log.ts';

interface NextAuthAnswer extends Omit<Parameters<typeof nextAuthOptions>[0], 'onFailure'> {
  readonly log: Logger;
  /** Reads the headers of the request. */
  readonly header: HeaderReader;
  /** Whether somebody looks at the answer, and not a program. */
  readonly asPage: boolean;
}

/**
 * Lets next-auth answer a request. Whatever keeps somebody from signing in, next-auth makes of it that the password was
 * wrong; too many failures and outages are answered here instead, as everywhere else.
 */
export async function answerWithNextAuth(
  { log, header, asPage, ...settings }: NextAuthAnswer,
  answer: (options: NextAuthOptions) => Promise<Response>,
): Promise<Response> {
  let failure: ApiError | undefined;
  const options = nextAuthOptions({
    ...settings,
    log,
    onFailure: (error) => {
      failure = apiErrorOf(error);
    },
  });
  const response = await answer(options);
  if (!failure) return response;
  logFailure(log, failure, settings.origin.requestId ?? 'none');
  return responseOf(
    errorAnswer(
      asPage ? 'html' : 'json',
      failure,
      { title: 'Error', target: '/login', safeCsv: false },
      header,
    ),
  );
}
