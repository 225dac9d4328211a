import { boolean, check, object, pipe } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { euros } from '../../lib/euros.ts';
import { useForm } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { useLevyMessages } from './levyMessages.ts';

const LevyPublish = graphql(`
  mutation LevyPublish($input: LevyPublishInput!) {
    levyPublish(input: $input) {
      levyYear { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }
      userErrors { code field message }
    }
  }
`);

interface PublishLevyProps {
  draft: {
    id: string;
    version: number;
    year: number;
    sharesDigest: string;
    sharesTotal: string;
    populationOn: string;
    levels: readonly { payers: number }[];
  };
  unsaved: boolean;
  onPublished: () => void;
}

/** Makes a draft public, once its amounts and their sum were seen: exactly those that are shown here. */
export function PublishLevy({ draft, unsaved, onPublished }: PublishLevyProps) {
  const t = useLevyMessages();
  const words = t.admin.preview;
  const locale = useLocale();
  const form = useForm({
    initial: { seen: false },
    schema: object({
      seen: pipe(
        boolean(),
        check((seen) => seen, words.confirm),
      ),
    }),
  });
  const submit = useSubmit(form, LevyPublish);
  const day = `${draft.year - 2}-12-31`;
  const publish = async () => {
    const input = { levyYearId: draft.id, expectedVersion: draft.version, sharesDigest: draft.sharesDigest };
    if (await submit({ input })) onPublished();
  };
  const payers = draft.levels.reduce((all, level) => all + level.payers, 0);
  return (
    <>
      <p>
        <strong>{words.total(euros(draft.sharesTotal, locale), payers)}</strong>
      </p>
      <p className="muted">
        {words.digest}: <span className="levy-digest">{draft.sharesDigest}</span>
      </p>
      {draft.populationOn !== day && (
        <Alert kind="warning" title={words.wrongDay(formatDate(draft.populationOn, locale), formatDate(day, locale))} />
      )}
      {unsaved ? (
        <Alert kind="info" title={words.notSaved} />
      ) : (
        <Form form={form} onSubmit={publish} label={words.title}>
          <Checkbox label={words.seen} {...form.box('seen')} />
          <Button type="submit" look="primary" busy={form.submitting}>
            {words.publish(draft.year)}
          </Button>
        </Form>
      )}
    </>
  );
}
