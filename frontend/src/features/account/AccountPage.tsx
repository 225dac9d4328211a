import { Suspense } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { BrokenPart } from '../../ui/BrokenPart.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { AccountState } from './AccountState.tsx';
import './account.css';
import { AddressSection } from './AddressSection.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { LinkRequestsSection } from './LinkRequestsSection.tsx';
import { MembershipSection } from './MembershipSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SecondEmailSection } from './SecondEmailSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import { SettingsSection } from './SettingsSection.tsx';

const Account = graphql(`
  query Account {
    viewer {
      id
      email
      ...ActivationParts
      ...ProfileSection
      ...SettingsSection
      ...SecondEmailSection
      ...SessionsSection
      ...MembershipSection
      ...LinkRequestsSection
    }
  }
`);

const ConsentsSection = lazyPart(
  () => import('../../postbox/consent/ConsentsSection.tsx'),
  'ConsentsSection',
  BrokenPart,
);

const CertificatesSection = lazyPart(() => import('./CertificatesSection.tsx'), 'CertificatesSection', BrokenPart);

const DeleteSection = lazyPart(() => import('./DeleteSection.tsx'), 'DeleteSection', BrokenPart);

/** The account: name, address, settings, password, devices. */
export function AccountPage() {
  const t = useAccountMessages();
  const [{ data, error }] = useQuery({ query: Account, requestPolicy: 'cache-and-network' });
  const viewer = data?.viewer;
  if (!viewer) return <AccountState error={error} />;
  return (
    <Page title={t.account.title} above={<span className="verbatim">{viewer.email}</span>}>
      <div className="account-sections">
        <MembershipSection viewer={viewer} />
        <ProfileSection viewer={viewer} />
        <AddressSection viewer={viewer} />
        <SettingsSection viewer={viewer} />
        <Suspense fallback={<Spinner />}>
          <ConsentsSection />
        </Suspense>
        <SecondEmailSection viewer={viewer} />
        <PasswordSection />
        <LinkRequestsSection viewer={viewer} />
        <SessionsSection viewer={viewer} />
        <Suspense fallback={null}>
          <CertificatesSection />
        </Suspense>
        <Suspense fallback={<Spinner />}>
          <DeleteSection />
        </Suspense>
      </div>
    </Page>
  );
}
