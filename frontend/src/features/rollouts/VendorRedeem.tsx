import { useRouter } from '@tanstack/react-router';
import { object, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { inNobodysName } from '../../lib/enterSession.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { beginVendorSession } from './vendorSession.ts';

const VendorSessionStart = graphql(`
  mutation VendorSessionStart($input: VendorSessionStartInput!) {
    vendorSessionStart(input: $input) {
      accessToken
      expiresAt
      vendor { id name }
      userErrors { code field message }
    }
  }
`);

/** Redeems the link by its button: programs fetch the links of mails, and press nothing. Afterwards the address has no token any more. */
export function VendorRedeem({ token, onRedeemed }: { token: string; onRedeemed: () => void }) {
  const t = useRolloutsMessages();
  const router = useRouter();
  const form = useForm({ initial: { token }, schema: object({ token: string() }) });
  const submit = useSubmit(form, VendorSessionStart, {}, inNobodysName);
  const redeem = async () => {
    const payload = await submit({ input: { token } });
    if (!payload?.accessToken || !payload.expiresAt) return;
    beginVendorSession(payload.accessToken, payload.expiresAt, payload.vendor?.name ?? '');
    router.history.replace('/einrichtung');
    onRedeemed();
  };
  return (
    <Page title={t.vendor.redeemTitle} lead={t.vendor.redeemLead}>
      <Form form={form} onSubmit={redeem}>
        {form.errors.token && (
          <p id="token" tabIndex={-1}>
            {t.vendor.again}
          </p>
        )}
        <p>{t.vendor.redeemText}</p>
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.vendor.redeem}
        </Button>
      </Form>
    </Page>
  );
}
