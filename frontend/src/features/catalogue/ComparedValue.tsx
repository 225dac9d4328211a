import { useCatalogueMessages } from './catalogueMessages.ts';

/** What one offering says of a detail: a line, a list, or that nothing is stated. */
export function ComparedValue({ lines }: { lines: readonly string[] }) {
  const t = useCatalogueMessages();
  if (lines.length === 0) return <span className="muted">{t.comparison.nothing}</span>;
  if (lines.length === 1) return lines[0];
  return (
    <ul className="catalogue-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
