// The admin of an authority whose gateway encrypts and signs for all of its domain adds the certificate of that gateway.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { domainToASCII } from 'node:url';
import { as, authorityId } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { look, makeCertificate } from './channelParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const domain = 'größenberg.example';
const mailbox = `poststelle@landratsamt.${domain}`;
const gateway = `gateway@${domainToASCII(domain)}`;

/** Notes a mailbox at a provider of the public for the one authority of the demo that has an admin; `undo` leaves it as it was. */
async function mailboxOfTheAuthority() {
  const admin = await as('clerk@demo.example');
  const id = await authorityId(admin, 'Landratsamt Bayreuth');
  const set = async (input) => {
    const { channelSet } = await admin(
      'mutation ($i: ChannelSetInput!) { channelSet(input: $i) { userErrors { code message } } }',
      { i: { authorityId: id, ...input } },
    );
    assert.deepEqual(channelSet.userErrors, []);
  };
  await set({ kind: 'SMIME', email: 'landratsamt.bayreuth@t-online.de' });
  const undo = async () => {
    const { node } = await admin(
      'query ($id: ID!) { node(id: $id) { ... on Authority { channel { certificates { id } } } } }',
      { id },
    );
    for (const { id: certificateId } of node.channel.certificates)
      await admin('mutation ($i: CertificateRemoveInput!) { certificateRemove(input: $i) { userErrors { code } } }', {
        i: { certificateId },
      });
    await set({ kind: 'INBOX' });
  };
  return { id, undo };
}

for (const [device, options] of [
  ['desktop', { viewport: { width: 1280, height: 860 } }],
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
]) {
  test(`the certificate of the domain's gateway counts because the admin says so, on a ${device}`, async () => {
    const { id, undo } = await mailboxOfTheAuthority();
    const own = makeCertificate({ email: gateway, name: 'Mail-Gateway zum Ausprobieren' }).cert;
    const foreign = makeCertificate({ email: 'gateway@anderswo.example', name: 'Mail-Gateway von anderswo' }).cert;
    const { page, context, faults } = await visit(browser, options);
    const main = page.getByRole('main');
    const press = (name) => main.getByRole('button', { name, exact: true }).click();
    const stated = main.getByRole('checkbox', { name: /^Es ist das Zertifikat unseres Mail-Gateways/ });
    const add = async (certificate) => {
      await page.getByTestId('certificate-file').setInputFiles(certificate);
      await main.getByText('zertifikat.pem', { exact: true }).waitFor();
      await press('Zertifikat hinzufügen');
    };
    const refused = async (reason) => {
      await main.getByRole('alert').getByText(reason).waitFor();
      await main.getByText('Noch kein Zertifikat hinterlegt').waitFor();
    };
    await signIn(page, 'clerk@demo.example');
    await page.goto(`/stelle/${id}/kanal`);
    await page.getByRole('heading', { level: 1, name: 'Weg der Nachrichten' }).waitFor();

    // Where anybody can have a mailbox, no gateway speaks for the authority.
    await stated.check();
    await add(own);
    await refused(/^Die Domain von landratsamt\.bayreuth@t-online\.de gehört nicht Ihrer Stelle allein/);
    assert.equal(await stated.getAttribute('aria-invalid'), 'true');
    await look(page, 'gateway-shared');

    await main.getByLabel('Adresse des Postfachs').fill(mailbox);
    await press('Weg speichern');
    await main.getByText('Gespeichert', { exact: true }).waitFor();

    // Without the statement it is a certificate of somebody else; the sentence says what would help.
    await stated.uncheck();
    await press('Zertifikat hinzufügen');
    await refused(`Das Zertifikat lautet auf ${gateway}, nicht auf ${mailbox}.`);
    await main
      .getByRole('alert')
      .getByText(/geben Sie das bitte beim Hochladen an/)
      .waitFor();
    await look(page, 'gateway-unstated');

    await stated.check();
    await add(foreign);
    await refused(`Das Zertifikat lautet nicht nur auf Adressen unter ${domain}, der Domain Ihres Postfachs.`);
    assert.equal(await stated.getAttribute('aria-invalid'), 'true');
    await look(page, 'gateway-foreign');

    // What was stated stays stated when another file is chosen.
    assert.equal(await stated.isChecked(), true);
    await add(own);
    await main.getByText('Gespeichert: Mail-Gateway zum Ausprobieren', { exact: true }).waitFor();
    assert.equal(await stated.isChecked(), false);
    const card = main.getByRole('listitem').filter({
      has: page.getByRole('heading', { level: 3, name: 'Mail-Gateway zum Ausprobieren', exact: true }),
    });
    const said = `für alle Postfächer unter ${domain}, so beim Hochladen erklärt. Was dieses Gateway unterschreibt, gilt als von Ihnen.`;
    await card.getByText(said, { exact: true }).waitFor();
    await look(page, 'gateway-added');
    await page.reload();
    await card.getByText(said, { exact: true }).waitFor();
    assert.equal(await main.getByText('Noch kein Zertifikat hinterlegt').count(), 0);

    await undo();
    assert.deepEqual(faults, []);
    await context.close();
  });
}
