import { useClient } from 'urql';
import type { GroupFilePartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { CheckedFiles } from '../../market/CheckedFiles.tsx';
import { useNetworkMessages } from './networkMessages.ts';

const GroupFileLink = graphql(`
  query GroupFileLink($id: ID!) {
    node(id: $id) { __typename id ... on GroupDocument { download { url filename } } }
  }
`);

interface GroupFilesProps {
  files: readonly GroupFilePartsFragment[];
  /** Names who sent each, and when: where they stand apart from their post. */
  signed?: boolean;
}

/** Files of posts. */
export function GroupFiles({ files, signed }: GroupFilesProps) {
  const t = useNetworkMessages().documents;
  const locale = useLocale();
  const client = useClient();
  const link = async (id: string) => {
    const { data } = await client.query(GroupFileLink, { id }, { requestPolicy: 'network-only' }).toPromise();
    return data?.node?.__typename === 'GroupDocument' ? data.node.download : null;
  };
  return (
    <CheckedFiles
      files={files.map((file) => ({
        ...file,
        note: signed && <bdi>{t.by(file.authorName, formatTimeAsDay(file.at, locale))}</bdi>,
      }))}
      link={link}
    />
  );
}
