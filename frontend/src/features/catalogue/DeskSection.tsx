import type { ReactNode } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import type { Section } from './sheetChanges.ts';

interface DeskSectionProps {
  section: Section;
  open: boolean;
  changed: boolean;
  errors: number;
  onToggle: (open: boolean) => void;
  children: ReactNode;
}

/** Where the index leads to. */
export const sectionId = (section: Section) => `abschnitt-${section}`;

/** A part of the form that opens and closes; closed, it still says whether something in it was changed or is wrong. */
export function DeskSection({ section, open, changed, errors, onToggle, children }: DeskSectionProps) {
  const w = useCatalogueDeskMessages();
  return (
    <details className="desk-section" open={open} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
      <summary id={sectionId(section)}>
        <h2 className="kern-heading-small">{w.sections[section]}</h2>
        {errors > 0 && <Badge kind="danger">{w.errors(errors)}</Badge>}
        {changed && <Badge kind="info">{w.changed}</Badge>}
      </summary>
      <div className="desk-section-body">{children}</div>
    </details>
  );
}
