import { type ReactNode, useEffect, useState } from 'react';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';

interface EditableSectionProps {
  id: string;
  title: string;
  lead?: string;
  /** Whether the viewer may edit. */
  editable: boolean;
  children: ReactNode;
  /** The form in place of what is shown; it calls `done` when saved and `cancel` to leave. */
  form: (end: { done: () => void; cancel: () => void }) => ReactNode;
}

/** What is shown, and on request its form in the same place. After saving, the heading takes the focus. */
export function EditableSection({ id, title, lead, editable, children, form }: EditableSectionProps) {
  const t = useOrganisationMessages();
  const [state, setState] = useState<'shown' | 'editing' | 'saved' | 'left'>('shown');
  useEffect(() => {
    if (state === 'saved' || state === 'left') document.getElementById(id)?.focus();
  }, [state, id]);
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="organisation-head">
        <h2 className="kern-heading-medium" id={id} tabIndex={-1}>
          {title}
        </h2>
        {editable && state !== 'editing' && (
          <Button small aria-label={t.editNamed(title)} onClick={() => setState('editing')}>
            {t.edit}
          </Button>
        )}
      </div>
      {lead && <p>{lead}</p>}
      {state === 'saved' && <Alert kind="success" title={t.saved} announce />}
      {state === 'editing' ? form({ done: () => setState('saved'), cancel: () => setState('left') }) : children}
    </section>
  );
}
