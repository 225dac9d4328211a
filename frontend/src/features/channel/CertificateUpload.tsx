import { useRef, useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Field } from '../../ui/Field.tsx';
import { FileRow } from '../../ui/FileRow.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { type CertificateFile, readCertificateFile, readCertificateText } from './certificateFile.ts';
import { commonName } from './certificateState.ts';
import { useChannelMessages } from './channelMessages.ts';

const CertificateAdd = graphql(`
  mutation CertificateAdd($input: CertificateAddInput!) {
    certificateAdd(input: $input) {
      certificate { id subject }
      authority { id ...ChannelParts }
      userErrors { code field message }
    }
  }
`);

interface Chosen {
  name: string;
  size: number;
  content: Exclude<CertificateFile, { kind: 'refused' }>;
}

interface UploadValues {
  file: string;
  pem: string;
  gateway: boolean;
}

const empty: UploadValues = { file: '', pem: '', gateway: false };

/** Takes a certificate as a file or as text; what holds a private key is refused before anything is sent. */
export function CertificateUpload({ authorityId }: { authorityId: string }) {
  const t = useChannelMessages();
  const dialog = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [added, setAdded] = useState('');
  const form = useForm<UploadValues>({ initial: empty });
  // What came from a file is refused at the file, whatever form it was sent in.
  const submit = useSubmit(form, CertificateAdd, chosen ? { pem: 'file', der: 'file' } : { der: 'pem' });
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const content = await readCertificateFile(file);
    setAdded('');
    if (content.kind === 'refused') {
      setChosen(null);
      await form.submit(() => form.showErrors({ file: t.upload[content.reason] }));
    } else {
      setChosen({ name: file.name, size: file.size, content });
      await form.submit(() => {});
    }
  };
  const send = async ({ pem, gateway }: UploadValues) => {
    const content = chosen?.content ?? (pem.trim() ? readCertificateText(pem) : null);
    if (!content) return form.showErrors({ file: t.upload.missing });
    if (content.kind === 'refused') return form.showErrors({ pem: t.upload[content.reason] });
    const sent = content.kind === 'pem' ? { authorityId, pem: content.pem } : { authorityId, der: content.der };
    const payload = await submit({ input: gateway ? { ...sent, gateway } : sent });
    if (!payload?.certificate) return;
    setChosen(null);
    form.reset();
    setAdded(commonName(payload.certificate.subject));
  };
  return (
    <div className="stack">
      <h3 className="kern-heading-small">{t.upload.title}</h3>
      {added && <Alert key={added} kind="success" title={t.certificates.added(added)} announce />}
      <Form form={form} onSubmit={send} label={t.upload.title}>
        <Field id="file" label={t.upload.file} hint={t.upload.hint} error={form.errors.file}>
          <div>
            <Button
              id="file"
              icon="drive-folder-upload"
              aria-label={`${t.upload.file}: ${t.upload.choose}`}
              aria-describedby={form.errors.file ? 'file-hint file-error' : 'file-hint'}
              onClick={() => dialog.current?.click()}
            >
              {t.upload.choose}
            </Button>
          </div>
          <input
            ref={dialog}
            type="file"
            hidden
            accept=".pem,.crt,.cer,.der,.p7b,.p7c"
            aria-label={t.upload.choose}
            data-testid="certificate-file"
            onChange={({ target }) => {
              const file = target.files?.[0];
              void choose(file);
              // The same file may be chosen again after it was mended.
              target.value = '';
            }}
          />
        </Field>
        {chosen ? (
          <ul className="file-list">
            <FileRow
              name={<span className="verbatim">{chosen.name}</span>}
              size={chosen.size}
              actions={
                <Button small look="tertiary" icon="close" iconOnly onClick={() => setChosen(null)}>
                  {t.upload.forget(chosen.name)}
                </Button>
              }
            />
          </ul>
        ) : (
          <Disclosure summary={t.upload.paste} open={form.values.pem !== ''}>
            <TextArea
              className="channel-pem"
              label={t.upload.pem}
              hint={t.upload.pemHint}
              optional
              spellCheck={false}
              autoComplete="off"
              rows={6}
              {...form.field('pem')}
            />
          </Disclosure>
        )}
        <Checkbox label={t.upload.gateway} hint={t.upload.gatewayHint} {...form.box('gateway')} />
        <Button type="submit" look="primary" icon="add" busy={form.submitting}>
          {t.upload.submit}
        </Button>
      </Form>
    </div>
  );
}
