import { useEffect, useState } from 'react';
import type { SigningPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { daysUntil } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import type { OwnOrganisation } from './organisationParts.ts';
import { SigningConfirm } from './SigningConfirm.tsx';
import { SigningEnd } from './SigningEnd.tsx';

/** Who may sign for whom. */
export const SigningParts = graphql(`
  fragment SigningParts on SigningAuthority {
    id
    version
    organisation { id name }
    by { id name }
    person { id name }
    validFrom
    validTo
    evidence
  }
`);

const SigningsOfOrganisation = graphql(`
  query SigningsOfOrganisation($id: ID!, $after: String) {
    organisation(id: $id) {
      id
      internal {
        signingAuthorities(first: 20, after: $after) {
          edges { cursor node { id ...SigningParts } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

interface SigningSectionProps {
  organisation: OwnOrganisation;
  /** Confirms and ends them. */
  operator: boolean;
}

/** Who may sign for the organisation, and for whom it may sign; operators confirm and end. */
export function SigningSection({ organisation, operator }: SigningSectionProps) {
  const t = useOrganisationMessages().signing;
  const common = useCommonMessages();
  const [open, setOpen] = useState<SigningPartsFragment | 'new' | null>(null);
  const [done, setDone] = useState<{ text: string } | null>(null);
  const pages = usePages({
    query: SigningsOfOrganisation,
    variables: { id: organisation.id },
    read: (data) => data.organisation?.internal?.signingAuthorities,
  });
  const list = readFragment(SigningParts, pages.nodes);
  const finish = (text: string) => {
    setOpen(null);
    setDone({ text });
    pages.reload();
  };
  useEffect(() => {
    if (done) document.getElementById('signing')?.focus();
  }, [done]);
  const ending = open !== null && open !== 'new' ? open : null;
  return (
    <section className="stack" aria-labelledby="signing">
      <h2 className="kern-heading-medium" id="signing" tabIndex={-1}>
        {t.title}
      </h2>
      {!operator && <p>{t.lead}</p>}
      {done && <Alert key={done.text} kind="success" title={done.text} announce />}
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && <Spinner />}
      {!pages.loading && !pages.error && list.length === 0 && <p className="muted">{t.empty}</p>}
      <ul className="card-list">
        {list.map((one) => (
          <SigningCard
            key={one.id}
            signing={one}
            ownId={organisation.id}
            {...(operator && { onEnd: () => setOpen(one) })}
          />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      {operator && (
        <div>
          <Button onClick={() => setOpen('new')}>{t.confirm}</Button>
        </div>
      )}
      <Dialog open={open === 'new'} title={t.confirm} onClose={() => setOpen(null)}>
        {open === 'new' && (
          <SigningConfirm organisation={organisation} onDone={() => finish(t.done)} onCancel={() => setOpen(null)} />
        )}
      </Dialog>
      <Dialog
        open={ending !== null}
        title={t.endNamed(ending?.person?.name ?? ending?.by.name ?? '')}
        onClose={() => setOpen(null)}
      >
        {ending && (
          <SigningEnd
            key={ending.id}
            signing={ending}
            onDone={() => finish(t.endDone)}
            onCancel={() => setOpen(null)}
          />
        )}
      </Dialog>
    </section>
  );
}

interface SigningCardProps {
  signing: SigningPartsFragment;
  ownId: string;
  /** Absent for who may not end it. */
  onEnd?: () => void;
}

function SigningCard({ signing, ownId, onEnd }: SigningCardProps) {
  const t = useOrganisationMessages().signing;
  const { organisation, by, person, validFrom, validTo, evidence } = signing;
  const ended = validTo != null && daysUntil(validTo) <= 0;
  const later = !ended && daysUntil(validFrom) > 0;
  const name = person?.name ?? t.anyone(by.name);
  const scope = [organisation.id !== ownId && t.for(organisation.name), by.id !== ownId && t.by(by.name)];
  const days = [later ? t.from(validFrom) : t.since(validFrom), validTo && t.until(validTo)];
  return (
    <li className="card">
      <h3 className="kern-heading-small verbatim">{name}</h3>
      <p className="organisation-badges">
        {ended ? (
          <Badge kind="info">{t.ended}</Badge>
        ) : (
          <Badge kind={later ? 'info' : 'success'}>{later ? t.later : t.counts}</Badge>
        )}
      </p>
      <p>{[...scope, ...days].filter(Boolean).join(', ')}</p>
      {evidence && (
        <p className="muted small">
          {t.evidence}: <span className="verbatim">{evidence}</span>
        </p>
      )}
      {onEnd && !ended && (
        <div>
          <Button small aria-label={t.endNamed(name)} onClick={onEnd}>
            {t.end}
          </Button>
        </div>
      )}
    </li>
  );
}
