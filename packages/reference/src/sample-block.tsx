/** A sample that can be copied as it stands. */
export function SampleBlock({ label, text }: { label: string; text: string }) {
  return (
    <figure className="sample">
      <figcaption>
        {label}
        <button type="button" className="copy" hidden aria-label={`Copy ${label.toLowerCase()}`}>
          Copy
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
