import { useParams } from '@tanstack/react-router';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { GroupEditParts, GroupForm } from './GroupForm.tsx';
import './network.css';
import { useNetworkMessages } from './networkMessages.ts';
import { OperatorsOnly } from './OperatorsOnly.tsx';

const DeskGroup = graphql(`
  query DeskGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }
`);

function Above() {
  const t = useNetworkMessages().desk;
  return <TextLink to="/betrieb/gruppen">{t.title}</TextLink>;
}

function Edited() {
  const t = useNetworkMessages();
  const common = useCommonMessages();
  const { slug } = useParams({ from: '/betrieb/gruppen/$slug' });
  const { data, error, fetching } = useSteadyQuery(DeskGroup, { slug });
  if (!data && fetching) return <Spinner />;
  const group = data?.group && readFragment(GroupEditParts, data.group);
  if (!group) {
    const fault = error && problemCode(error) !== 'NOT_FOUND';
    return (
      <Page title={t.missing} lead={fault ? problemText(error, common) : undefined} above={<Above />}>
        <ButtonLink to="/betrieb/gruppen">{t.toList}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page key={group.id} title={group.name} above={<Above />}>
      <div className="stack-l">
        <p>
          <TextLink to="/netzwerk/$slug" params={{ slug }}>
            {t.desk.open}
          </TextLink>
        </p>
        <GroupForm group={group} />
      </div>
    </Page>
  );
}

/** Where operators change a group. */
export function DeskGroupPage() {
  return (
    <OperatorsOnly>
      <Edited />
    </OperatorsOnly>
  );
}

/** Where operators make a group. */
export function NewGroupPage() {
  const t = useNetworkMessages().desk;
  return (
    <OperatorsOnly>
      <Page title={t.add} above={<Above />}>
        <GroupForm group={null} />
      </Page>
    </OperatorsOnly>
  );
}
