import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import type { SheetChange } from './sheetChanges.ts';

interface DeskChangesProps {
  changes: readonly SheetChange[];
  /** What stands before a line that goes, and before one that comes. */
  before: string;
  after: string;
}

/** What two sheets say otherwise: of each thing the lines that go and those that come. */
export function DeskChanges({ changes, before, after }: DeskChangesProps) {
  const w = useCatalogueDeskMessages();
  return (
    <ul className="desk-changes">
      {changes.map(({ label, removed, added }) => (
        <li key={label}>
          <p>
            <strong>{label}</strong>
          </p>
          {removed.map((line) => (
            <p key={line} className="desk-line verbatim">
              <span className="muted">{before}</span> <del>{line}</del>
            </p>
          ))}
          {added.map((line) => (
            <p key={line} className="desk-line verbatim">
              <span className="muted">{after}</span> <ins>{line}</ins>
            </p>
          ))}
          {removed.length + added.length === 0 && <p className="muted">{w.checking.order}</p>}
        </li>
      ))}
    </ul>
  );
}
