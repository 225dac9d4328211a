import { useState } from 'react';
import type { ClerkDisplay } from '../../gql/graphql.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useAuthoritySettings } from './authoritySettings.ts';
import { useClerkDisplayMessages } from './clerkDisplayMessages.ts';

/** How the clerks of an authority are shown to the persons they write to. */
export function ClerkDisplaySection({ authorityId }: { authorityId: string }) {
  const t = useClerkDisplayMessages();
  const common = useCommonMessages();
  const { settings, failed, waiting, busy, refused, saved, save, changed } = useAuthoritySettings(authorityId);
  const [chosen, setChosen] = useState<ClerkDisplay | null>(null);
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (settings && (await save({ clerkDisplay: chosen ?? settings.clerkDisplay }))) setChosen(null);
  };
  return (
    <section className="stack" aria-labelledby="clerk-display">
      <h2 className="kern-heading-medium" id="clerk-display">
        {t.title}
      </h2>
      {failed && <Alert kind="danger" title={failed} announce />}
      {waiting && <Spinner />}
      {settings && (
        <form className="form" noValidate onSubmit={(event) => void submit(event)}>
          {saved > 0 && <Alert key={saved} kind="success" title={t.saved} announce />}
          {refused && <Alert kind="danger" title={refused.text} announce />}
          <RadioGroup<ClerkDisplay>
            id="clerk-display-choice"
            label={t.label}
            hint={t.hint}
            value={chosen ?? settings.clerkDisplay}
            onChange={(value) => {
              setChosen(value);
              changed();
            }}
            options={(['NAME', 'ROLE', 'UNIT'] as const).map((value) => ({ value, ...t.kinds[value] }))}
          />
          <div className="form-actions">
            <Button type="submit" busy={busy}>
              {busy ? common.working : t.save}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
