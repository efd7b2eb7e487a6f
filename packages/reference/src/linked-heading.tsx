import type { ReactNode } from 'react';

interface LinkedHeadingProps {
  readonly level: 2 | 3;
  readonly id: string;
  readonly children: ReactNode;
}

/** A heading that leads to itself, so that its address can be passed on. */
export function LinkedHeading({ level, id, children }: LinkedHeadingProps) {
  const Tag = `h${level}` as const;
  return (
    <Tag id={id}>
      <a className="anchor" href={`#${id}`}>
        {children}
      </a>
    </Tag>
  );
}
