import { Suspense } from 'react';
import { lazyPart } from '../../lib/lazyPart.ts';
import { BrokenPart } from '../../ui/BrokenPart.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import type { MemberRow } from './members.ts';
import { useOrganisationMessages } from './organisationMessages.ts';

const AbsenceForm = lazyPart(() => import('./AbsenceForm.tsx'), 'AbsenceForm', BrokenPart);

interface MemberAbsenceProps {
  /** The one to be changed, null while none is. */
  member: MemberRow | null;
  organisationId: string;
  /** Units are the admins' to say. */
  admin: boolean;
  onClose: () => void;
  /** Called with what was done. */
  onDone: (text: string) => void;
  /** Somebody else changed the member meanwhile. */
  onStale: () => void;
}

/** Says until when somebody is away, who answers meanwhile, and in which unit the person works. */
export function MemberAbsence({ member, onClose, ...rest }: MemberAbsenceProps) {
  const t = useOrganisationMessages().members;
  return (
    <Dialog open={member !== null} title={t.absenceNamed(member?.name ?? '')} onClose={onClose}>
      {member && (
        <Suspense fallback={<Spinner />}>
          <AbsenceForm key={member.id} member={member} onClose={onClose} {...rest} />
        </Suspense>
      )}
    </Dialog>
  );
}
