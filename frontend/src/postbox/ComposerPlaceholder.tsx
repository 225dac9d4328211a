/** Keeps the place of a composer's line until it is there, so that nothing moves. */
export function ComposerPlaceholder() {
  return (
    <div className="postbox-composer postbox-composer--line no-print" aria-hidden="true">
      <div className="postbox-line" />
    </div>
  );
}
