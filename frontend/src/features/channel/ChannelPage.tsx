import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useClient } from 'urql';
import type { ChannelPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { managedOrganisation } from '../../lib/authorityRights.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer, type Viewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { BrokenPart } from '../../ui/BrokenPart.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AnswerHelp } from './AnswerHelp.tsx';
import { Certificates } from './Certificates.tsx';
import { ChannelKindForm } from './ChannelKindForm.tsx';
import { ChannelState } from './ChannelState.tsx';
import { CloseChannel } from './CloseChannel.tsx';
import { ConnectionTest } from './ConnectionTest.tsx';
import './channel.css';
import { useChannelMessages } from './channelMessages.ts';
import { ChannelParts } from './channelParts.ts';
import { Gateway } from './Gateway.tsx';
import { Legacy } from './Legacy.tsx';
import { Members } from './Members.tsx';

const ClerkDisplaySection = lazyPart(() => import('./ClerkDisplaySection.tsx'), 'ClerkDisplaySection', BrokenPart);

const AutoReplySection = lazyPart(() => import('./AutoReplySection.tsx'), 'AutoReplySection', BrokenPart);
const CaseCertificates = lazyPart(() => import('./CaseCertificates.tsx'), 'CaseCertificates', BrokenPart);
const RetentionSection = lazyPart(() => import('./RetentionSection.tsx'), 'RetentionSection', BrokenPart);

const ChannelOfAuthority = graphql(`
  query ChannelOfAuthority($id: ID!) { node(id: $id) { __typename id ...ChannelParts } }
`);

function Closed({ title, text }: { title: string; text: string }) {
  const t = useChannelMessages();
  return (
    <Page title={title} lead={text}>
      <ButtonLink to="/konto">{t.toAccount}</ButtonLink>
    </Page>
  );
}

interface ChannelViewProps {
  authority: ChannelPartsFragment & { channel: NonNullable<ChannelPartsFragment['channel']> };
  viewer: Viewer | null;
  onAsk: () => void;
}

function ChannelView({ authority, viewer, onAsk }: ChannelViewProps) {
  const t = useChannelMessages();
  const { id, name, channel } = authority;
  const operator = viewer?.platformRoles.includes('OPERATOR') ?? false;
  const clerk = viewer?.memberships.some(
    ({ roles, organisation }) => roles.includes('CLERK') && organisation.authorities.some((one) => one.id === id),
  );
  const organisation = managedOrganisation(viewer, id);
  const admin = organisation !== undefined;
  if (channel.state === 'CLOSED') {
    return (
      <Page title={t.title} above={<span className="verbatim">{name}</span>}>
        <div className="stack-l">
          <ChannelState channel={channel} />
          <Alert kind="info" title={t.close.done} announce>
            <p>{t.close.again}</p>
          </Alert>
          <div>
            <ButtonLink to="/behoerde/anbinden" search={{ behoerde: id }}>
              {t.close.ask}
            </ButtonLink>
          </div>
        </div>
      </Page>
    );
  }
  // A mailbox that is being set up is worked on while the inbox is still in use.
  const mailbox = channel.kind === 'SMIME' || channel.email !== null;
  return (
    <Page title={t.title} above={<span className="verbatim">{name}</span>}>
      <div className="channel-sections">
        {clerk && channel.kind === 'INBOX' && (
          <p>
            <TextLink to="/eingang/$authorityId" params={{ authorityId: id }}>
              {t.state.toInbox}
            </TextLink>
          </p>
        )}
        <ChannelState channel={channel} />
        {admin ? (
          <ChannelKindForm authorityId={id} channel={channel} />
        ) : (
          <Alert kind="info" title={t.adminsOnly}>
            <p>{t.adminsOnlyText}</p>
          </Alert>
        )}
        {mailbox && (
          <>
            <Certificates authorityId={id} channel={channel} changes={admin} />
            <Gateway />
            <ConnectionTest authorityId={id} channel={channel} onAsk={onAsk} />
            <AnswerHelp />
            <Legacy authorityId={id} until={channel.legacyUntil} operator={operator} />
          </>
        )}
        {admin && (
          <Suspense fallback={<Spinner />}>
            <ClerkDisplaySection authorityId={id} />
            <AutoReplySection authorityId={id} />
            {channel.kind === 'INBOX' && <RetentionSection authorityId={id} />}
            <CaseCertificates authorityId={id} />
          </Suspense>
        )}
        {organisation && <Members organisationId={organisation.id} authorities={organisation.authorities} />}
        <CloseChannel authorityId={id} name={name} version={channel.version} onAsk={onAsk} />
      </div>
    </Page>
  );
}

/** Where the admins of an authority set up how it receives messages; operators see it as well. */
export function ChannelPage() {
  const t = useChannelMessages();
  const common = useCommonMessages();
  const client = useClient();
  const { authorityId } = useParams({ from: '/stelle/$authorityId/kanal' });
  const { viewer } = useViewer();
  const { data, error } = useSteadyQuery(ChannelOfAuthority, { id: authorityId });
  const onAsk = () =>
    void client.query(ChannelOfAuthority, { id: authorityId }, { requestPolicy: 'network-only' }).toPromise();
  if (!data && error && !['NOT_FOUND', 'INVALID', 'FORBIDDEN'].includes(problemCode(error))) {
    return (
      <div className="page page--text">
        <Alert kind="danger" title={problemText(error, common)} announce />
      </div>
    );
  }
  if (!data && !error) {
    return (
      <div className="page page--text">
        <Spinner />
      </div>
    );
  }
  const node = data?.node?.__typename === 'Authority' ? readFragment(ChannelParts, data.node) : null;
  if (!node) return <Closed title={t.missing} text={t.missingText} />;
  const { channel } = node;
  if (!channel) return <Closed title={t.none} text={t.noneText} />;
  return <ChannelView authority={{ ...node, channel }} viewer={viewer} onAsk={onAsk} />;
}
