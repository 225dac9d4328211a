import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { NameFields, type NameValues, nameSchema, namesOf, nameValues } from './NameFields.tsx';
import { ProfileUpdate } from './profileUpdate.ts';
import { useSaved } from './useSaved.ts';

/** The name. */
export const ProfileParts = graphql(`
  fragment ProfileSection on Viewer { id givenName familyName }
`);

/** Changes the name, and says before what that does to the proof of the address. */
export function ProfileSection({ viewer }: { viewer: FragmentType<typeof ProfileParts> }) {
  const t = useAccountMessages();
  const { givenName, familyName } = readFragment(ProfileParts, viewer);
  const [saved, setSaved] = useSaved();
  const form = useForm<NameValues>({
    initial: nameValues({ givenName, familyName }),
    schema: ({ oneName }) => nameSchema(oneName, t),
  });
  const submit = useSubmit(form, ProfileUpdate);
  return (
    <section aria-labelledby="profile">
      <h2 className="kern-heading-medium" id="profile">
        {t.account.profile.title}
      </h2>
      <Form
        form={form}
        label={t.account.profile.title}
        onSubmit={async (values) => {
          if (await submit({ input: namesOf(values) })) setSaved();
        }}
      >
        <p className="muted">{t.account.profile.warning}</p>
        <NameFields form={form} />
        <Button type="submit" busy={form.submitting}>
          {t.account.profile.submit}
        </Button>
      </Form>
      {saved > 0 && <Alert key={saved} kind="success" title={t.account.saved} announce />}
    </section>
  );
}
