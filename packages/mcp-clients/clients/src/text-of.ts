/** The text in a list of contents, as MCP and those who follow it write them; other contents say nothing to a model. */
export function textOf(contents: unknown): string {
  if (typeof contents === 'string') return contents;
  if (!Array.isArray(contents)) throw new Error(`This is no list of contents: ${JSON.stringify(contents)}`);
  return contents
    .map((content: unknown) => {
      const text: unknown =
        typeof content === 'object' && content !== null ? Reflect.get(content, 'text') : undefined;
      if (typeof text !== 'string') throw new Error(`This is no text: ${JSON.stringify(content)}`);
      return text;
    })
    .join('\n');
}
