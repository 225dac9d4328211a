import { Suspense, useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressFacts } from '../ProgressFacts.tsx';
import { ProgressFailed } from '../ProgressFailed.tsx';
import { useShownPart } from '../shownParts.ts';
import { useGrantMessages } from './grantMessages.ts';

const ForwardDialog = lazyPart(() => import('./ForwardDialog.tsx'), 'ForwardDialog', nothing);

const CaseGrantOf = graphql(`
  query CaseGrantOf($id: ID!) {
    authorityCase(id: $id) {
      id
      ownerDeletedAt
      authority { id }
      grant { id mayForward }
      parties { id authority { id name } progress { ...ProgressParts } }
    }
  }
`);

/** For the Einheitlicher Ansprechpartner: how far the other authorities are, and where messages are passed on, as the owner allows. */
export function CaseGrant({ caseId }: { caseId: string }) {
  const t = useGrantMessages();
  const [open, setOpen] = useState(false);
  const { data, error, again } = useSteadyQuery(CaseGrantOf, { id: caseId });
  useShownPart(again);
  const found = data?.authorityCase;
  if (error && !data) return <ProgressFailed again={again} />;
  if (!found?.grant || found.ownerDeletedAt) return null;
  const others = found.parties.filter(({ authority }) => authority.id !== found.authority.id);
  return (
    <section className="stack" aria-labelledby="case-grant">
      <h3 className="kern-heading-small" id="case-grant">
        {t.clerk.title}
      </h3>
      <p className="small">{found.grant.mayForward ? t.clerk.mayForward : t.clerk.maySee}</p>
      {others.length === 0 && <p className="small">{t.clerk.nobody}</p>}
      <ul className="stack">
        {others.map(({ id, authority, progress }) => (
          <li key={id}>
            <p>
              <strong>{authority.name}</strong>
            </p>
            {progress ? (
              <ProgressFacts progress={progress} side="other" />
            ) : (
              <p className="small">{t.clerk.nothingYet}</p>
            )}
          </li>
        ))}
      </ul>
      {found.grant.mayForward && (
        <p className="no-print">
          <Button small icon="arrow-forward" onClick={() => setOpen(true)}>
            {t.clerk.forward}
          </Button>
        </p>
      )}
      {open && (
        <Suspense>
          <ForwardDialog
            caseId={caseId}
            onClose={(done) => {
              setOpen(false);
              if (done) again();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
