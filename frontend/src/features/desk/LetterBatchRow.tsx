import { useState } from 'react';
import { useClient } from 'urql';
import type { LetterBatchPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { useDeskMessages } from './deskMessages.ts';

/** A batch of letters, and whether its files are still there. */
export const LetterBatchParts = graphql(`
  fragment LetterBatchParts on LetterBatch { id letters createdAt printedAt pdf { filename } manifest { filename } }
`);

// The tickets hold for a minute: they are asked for when somebody clicks.
const LetterBatchFiles = graphql(`
  query LetterBatchFiles($id: ID!) {
    node(id: $id) { __typename id ... on LetterBatch { id pdf { url filename } manifest { url filename } } }
  }
`);

interface LetterBatchRowProps {
  batch: LetterBatchPartsFragment;
  onPrinted: () => void;
}

/** One batch: its files, and the way to report it as printed. */
export function LetterBatchRow({ batch, onPrinted }: LetterBatchRowProps) {
  const t = useDeskMessages();
  const locale = useLocale();
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const { id, letters, createdAt, printedAt } = batch;
  const made = formatTime(createdAt, locale);
  const download = async (what: 'pdf' | 'manifest') => {
    const { data } = await client.query(LetterBatchFiles, { id }, { requestPolicy: 'network-only' }).toPromise();
    const file = data?.node?.__typename === 'LetterBatch' ? data.node[what] : null;
    setFailed(!file);
    if (file) saveFrom(file.url, file.filename);
  };
  return (
    <li className="card">
      <div className="card-head">
        <h4 className="kern-heading-small">{t.letters.count(letters)}</h4>
        {printedAt ? <Badge kind="success">{t.letters.printed}</Badge> : <Badge kind="warning">{t.letters.open}</Badge>}
      </div>
      <p className="muted small">
        {t.letters.createdAt(made)}
        {printedAt && ` · ${t.letters.printedAt(formatTime(printedAt, locale))}`}
      </p>
      {!batch.pdf && !batch.manifest && <p className="muted">{t.letters.gone}</p>}
      {failed && <Alert kind="danger" title={t.letters.failed} announce />}
      <div className="row">
        {(['pdf', 'manifest'] as const).map(
          (what) =>
            batch[what] && (
              <Button
                key={what}
                small
                icon="download"
                aria-label={t.letters.downloadOf(t.letters[what], made)}
                onClick={() => void download(what)}
              >
                {t.letters[what]}
              </Button>
            ),
        )}
        {!printedAt && (
          <Button small icon="check" aria-label={t.letters.markOf(made)} onClick={onPrinted}>
            {t.letters.mark}
          </Button>
        )}
      </div>
    </li>
  );
}
