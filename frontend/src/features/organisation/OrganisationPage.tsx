import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { isOperator } from '../../lib/marketRights.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { ContactsSection } from './ContactsSection.tsx';
import { FactsSection } from './FactsSection.tsx';
import { MailboxesSection } from './MailboxesSection.tsx';
import { MembersSection } from './MembersSection.tsx';
import './organisation.css';
import { useOrganisationMessages } from './organisationMessages.ts';
import { OrganisationParts, type OwnOrganisation } from './organisationParts.ts';
import { SetUpSection } from './SetUpSection.tsx';
import { UnitsSection } from './UnitsSection.tsx';

// They come behind the members, who are what the page is opened for.
const InvitationsSection = lazyPart(() => import('./InvitationsSection.tsx'), 'InvitationsSection');
const SigningSection = lazyPart(() => import('./SigningSection.tsx'), 'SigningSection');

const OrganisationOfPage = graphql(`
  query OrganisationOfPage($id: ID!) { organisation(id: $id) { id ...OrganisationParts } }
`);

/** An organisation: facts for everyone who is signed in, and for its members and operators what is inside. */
export function OrganisationPage() {
  const t = useOrganisationMessages();
  const common = useCommonMessages();
  const { organisationId } = useParams({ from: '/organisation/$organisationId' });
  const { viewer } = useViewer();
  const { data, error } = useSteadyQuery(OrganisationOfPage, { id: organisationId });
  const found = readFragment(OrganisationParts, data?.organisation);
  if (!data) {
    return (
      <div className="page">
        {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
      </div>
    );
  }
  if (!found) {
    return (
      <Page title={t.gone}>
        <ButtonLink to="/konto">{t.toAccount}</ButtonLink>
      </Page>
    );
  }
  const operator = viewer !== null && isOperator(viewer);
  const admin =
    viewer?.memberships.some(({ roles, organisation }) => roles.includes('ADMIN') && organisation.id === found.id) ??
    false;
  const manages = operator || admin;
  return (
    <Page title={found.name} above={t.above}>
      <div className="organisation-sections">
        <FactsSection organisation={found} manages={manages} />
        {found.internal ? (
          <Inside organisation={found as OwnOrganisation} admin={admin} manages={manages} operator={operator} />
        ) : (
          <>
            <UnitsSection units={found.units} />
            <p className="muted">{t.outside}</p>
          </>
        )}
      </div>
    </Page>
  );
}

interface InsideProps {
  organisation: OwnOrganisation;
  admin: boolean;
  manages: boolean;
  operator: boolean;
}

function Inside({ organisation, admin, manages, operator }: InsideProps) {
  return (
    <>
      <MembersSection organisationId={organisation.id} admin={admin} />
      <Suspense fallback={<Spinner />}>
        {admin && <InvitationsSection organisationId={organisation.id} />}
        <SigningSection organisation={organisation} operator={operator} />
      </Suspense>
      <MailboxesSection organisation={organisation} manages={manages} />
      <ContactsSection organisation={organisation} manages={manages} />
      <SetUpSection organisation={organisation} manages={manages} />
      <UnitsSection units={organisation.units} />
    </>
  );
}
