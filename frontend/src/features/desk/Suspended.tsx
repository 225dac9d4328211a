import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Facts } from '../../ui/Facts.tsx';
import { ChannelLink } from './ChannelLink.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';

const DeskSuspended = graphql(`
  query DeskSuspended {
    desk { suspendedAuthorities { authority { id name } channel { kind state problem email } } }
  }
`);

/** Authorities to which nobody can write, and why. */
export function Suspended() {
  const t = useDeskMessages();
  const [{ data, error, fetching }] = useQuery({ query: DeskSuspended, requestPolicy: 'cache-and-network' });
  const list = data?.desk?.suspendedAuthorities ?? [];
  return (
    <div className="stack">
      <p>{t.suspended.lead}</p>
      <ListState
        loading={fetching && !data}
        error={error}
        empty={list.length === 0}
        title={t.suspended.empty}
        text={t.suspended.emptyText}
      />
      <ul className="card-list">
        {list.map(({ authority, channel }) => (
          <li key={authority.id} className="card">
            <h3 className="kern-heading-small verbatim">{authority.name}</h3>
            <Facts
              rows={[
                [t.suspended.problem, channel.problem ?? t.suspended.unknown],
                [t.kinds[channel.kind], channel.email],
              ]}
            />
            <p>
              <ChannelLink id={authority.id} name={authority.name} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
