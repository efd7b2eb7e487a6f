import { visibleText } from '@ai-sessions/apply/visible-text';
import type { AIMentionedUser } from '@ai-sessions/contract';
import { Fragment } from 'react';
import { type TextPart, textParts } from './text-parts.ts';

interface CommentTextProps {
  readonly text: string;
  readonly mentions: readonly AIMentionedUser[];
}

/** What a comment says, with its links and mentions. */
export function CommentText({ text, mentions }: CommentTextProps) {
  return (
    <div dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {textParts(text, mentions).map((part, index) => (
        <Fragment key={index}>{drawn(part)}</Fragment>
      ))}
    </div>
  );
}

function drawn(part: TextPart) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return (
        <a
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="rounded-sm text-accent underline underline-offset-2"
        >
          {visibleText(part.text)}
          <span className="sr-only"> (opens elsewhere)</span>
        </a>
      );
    case 'mention':
      return (
        <span title={part.user.emailAddress} className="rounded-sm bg-accent-soft px-0.5 font-medium">
          @{visibleText(part.user.name ?? part.user.emailAddress)}
        </span>
      );
  }
}
