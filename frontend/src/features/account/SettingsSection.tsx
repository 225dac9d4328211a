import type { Locale } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { ProfileUpdate } from './profileUpdate.ts';
import { useSaved } from './useSaved.ts';

/** What a person may set. */
export const SettingsParts = graphql(`
  fragment SettingsSection on Viewer {
    id
    locale
    settings { newMessageMail recognitionPhrase singleKeyShortcuts }
    memberships { id roles }
  }
`);

interface SettingsValues {
  locale: Locale;
  newMessageMail: boolean;
  recognitionPhrase: string;
  singleKeyShortcuts: boolean;
}

/** Language of mails and letters, notification, recognition phrase, and single-key shortcuts for those who have any. */
export function SettingsSection({ viewer }: { viewer: FragmentType<typeof SettingsParts> }) {
  const t = useAccountMessages();
  const { locale, settings, memberships } = readFragment(SettingsParts, viewer);
  const [saved, setSaved] = useSaved();
  const form = useForm<SettingsValues>({
    initial: { locale, ...settings, recognitionPhrase: settings.recognitionPhrase ?? '' },
  });
  const submit = useSubmit(form, ProfileUpdate);
  const save = async ({ recognitionPhrase, ...rest }: SettingsValues) => {
    if (await submit({ input: { ...rest, recognitionPhrase: recognitionPhrase.trim() || null } })) setSaved();
  };
  return (
    <section aria-labelledby="settings">
      <h2 className="kern-heading-medium" id="settings">
        {t.account.settings.title}
      </h2>
      <Form form={form} onSubmit={save} label={t.account.settings.title}>
        <Select label={t.account.settings.locale} {...form.field('locale')}>
          <option value="DE">{t.account.settings.locales.DE}</option>
          <option value="EN">{t.account.settings.locales.EN}</option>
        </Select>
        <Checkbox label={t.account.settings.mail} hint={t.account.settings.mailHint} {...form.box('newMessageMail')} />
        <TextInput
          label={t.account.settings.phrase}
          hint={t.account.settings.phraseHint}
          optional
          autoComplete="off"
          {...form.field('recognitionPhrase')}
        />
        {memberships.some(({ roles }) => roles.includes('CLERK')) && (
          <Checkbox
            label={t.account.settings.shortcuts}
            hint={t.account.settings.shortcutsHint}
            {...form.box('singleKeyShortcuts')}
          />
        )}
        <Button type="submit" busy={form.submitting}>
          {t.account.settings.submit}
        </Button>
      </Form>
      {saved > 0 && <Alert key={saved} kind="success" title={t.account.saved} announce />}
    </section>
  );
}
