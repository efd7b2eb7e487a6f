import type { ListAISessionComments, Value } from '@ai-sessions/contract';

/** Most comments that are told: the latest. */
export const COMMENTS_TOLD = 20;

type CommentPage = Value<(typeof ListAISessionComments)['response']>;

/** What people have said about a session, in Markdown, oldest first; nothing when nobody has. */
export function commentsText({ items, hasMorePages }: CommentPage): readonly string[] {
  if (items.length === 0) return [];
  return [
    '',
    '## What people have said',
    '',
    ...(hasMorePages ? [`The latest ${COMMENTS_TOLD}:`] : []),
    ...items
      .toReversed()
      .map(
        ({ createdBy, dateCreated, actionId, text }) =>
          `- ${createdBy}, ${dateCreated}${actionId === undefined ? '' : `, on the action ${actionId}`}: ${indented(text)}`,
      ),
    '',
    'A comment is no verdict. To answer one, revise an action or its description.',
  ];
}

/** The same as data. */
export function commentsData({ items }: CommentPage) {
  return items.toReversed().map(({ id, createdBy, dateCreated, actionId, text }) => ({
    commentId: id,
    by: createdBy,
    date: dateCreated,
    actionId,
    text,
  }));
}

/** Text of several lines as it stands in an item of a list. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
