// The operators' desk, section by section, and what others see of it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { as, authorityId, openMailbox, reconnect, send } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { behave, deliver, look, makeCertificate, unconnected } from './channelParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Asks for an authority and has two operators release the request. */
async function released(operator, name) {
  const authority = await unconnected(operator, name);
  const contact = { name: 'Zoë Šípková', email: `amt-${crypto.randomUUID()}@demo.example` };
  await operator(
    'mutation ($i: AuthorityConnectRequestInput!) { authorityConnectRequest(input: $i) { userErrors { code message } } }',
    { i: { authorityId: authority.id, kind: 'INBOX', contact } },
  );
  const { desk } = await operator(
    '{ desk { connectRequests(first: 100) { edges { node { id authority { id } } } } } }',
  );
  const request = desk.connectRequests.edges.find(({ node }) => node.authority.id === authority.id).node.id;
  const address = { street: 'Rathausplatz', houseNumber: '1', postalCode: '91522', city: 'Musterstadt', country: 'DE' };
  for (const [one, state] of [
    [operator, 'RELEASE_PROPOSED'],
    [await as('operator2@demo.example'), 'RELEASED'],
  ]) {
    const { authorityConnectDecide } = await one(
      'mutation ($i: AuthorityConnectDecideInput!) { authorityConnectDecide(input: $i) { request { state } userErrors { code message } } }',
      { i: { requestId: request, approve: true, address } },
    );
    assert.deepEqual(authorityConnectDecide, { request: { state }, userErrors: [] });
  }
}

/** Notes a mailbox with a certificate that ends soon for the one authority of the demo that has an admin. */
async function mailboxEndingSoon() {
  const admin = await as('clerk@demo.example');
  const id = await authorityId(admin, 'Landratsamt Bayreuth');
  const set = (input) =>
    admin('mutation ($i: ChannelSetInput!) { channelSet(input: $i) { userErrors { code message } } }', {
      i: { authorityId: id, ...input },
    });
  const email = 'poststelle@landratsamt.example';
  await set({ kind: 'SMIME', email });
  const { certificateAdd } = await admin(
    'mutation ($i: CertificateAddInput!) { certificateAdd(input: $i) { certificate { id } userErrors { code message } } }',
    { i: { authorityId: id, pem: fs.readFileSync(makeCertificate({ email, days: 25 }).cert, 'utf8') } },
  );
  assert.deepEqual(certificateAdd.userErrors, []);
  const undo = async () => {
    await admin('mutation ($i: CertificateRemoveInput!) { certificateRemove(input: $i) { userErrors { code } } }', {
      i: { certificateId: certificateAdd.certificate.id },
    });
    await set({ kind: 'INBOX' });
  };
  return { id, undo };
}

for (const [device, options, authority] of [
  ['desktop', { viewport: { width: 1280, height: 860 } }, 'Stadt Hof'],
  ['phone, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, 'Stadt Schwabach'],
]) {
  test(`the desk's sections, on a ${device}`, async () => {
    const operator = await as('operator@demo.example');
    await released(operator, authority);
    const mailbox = await mailboxEndingSoon();
    const { page, context, faults } = await visit(browser, options);
    const main = page.getByRole('main');
    await signIn(page, 'operator@demo.example');
    await page.goto('/betrieb');
    const areas = page.getByRole('navigation', { name: 'Bereiche' });
    const open = async (name) => {
      await areas.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await page.getByRole('heading', { level: 2, name }).waitFor();
    };
    await main.getByLabel('Welche Anfragen').selectOption('RELEASED');
    await main.getByRole('heading', { level: 3, name: authority }).waitFor();
    await look(page, 'desk-released');

    await open('Gestörte Behörden');
    await look(page, 'desk-suspended');
    await open('Quarantäne');
    await look(page, 'desk-quarantine');

    await open('Briefe');
    // The demo prints every letter at once, so that nothing waits for a batch.
    await page.getByText('Kein Brief wartet auf den Druck.').waitFor();
    await page.getByText('Noch kein Stapel erzeugt.').waitFor();
    await look(page, 'desk-letters');

    await open('Protokoll');
    await page.getByText('Anfrage freigegeben').first().waitFor();
    await look(page, 'desk-audit');
    await page
      .getByRole('link', { name: /^Nur Einträge zu/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Alle Einträge zeigen' }).waitFor();

    await open('Ablaufende Zertifikate');
    await page.getByRole('heading', { level: 3, name: 'Landratsamt Bayreuth' }).waitFor();
    await look(page, 'desk-expiring');
    await page.getByRole('link', { name: 'Weg der Nachrichten: Landratsamt Bayreuth' }).click();
    await page.getByRole('heading', { level: 1, name: 'Weg der Nachrichten' }).waitFor();
    await page.getByText(/landratsamt.example wird eingerichtet/).waitFor();
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Erlauben bis').fill(day);
    await page.getByRole('button', { name: 'Älteres Verfahren erlauben' }).click();
    await page.getByText(/^Erlaubt bis/).waitFor();
    await look(page, 'channel-operator');
    await page.getByRole('button', { name: 'Erlaubnis zurücknehmen' }).click();
    await page.getByText('Zurzeit nicht erlaubt.').waitFor();
    await mailbox.undo();
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('a mailbox that does not exist suspends its authority, and an answered test brings it back', async () => {
  const citizen = await as('citizen@demo.example');
  await behave('WORKING');
  await reconnect('Stadt Bamberg');
  const mailbox = await openMailbox(citizen, 'Stadt Bamberg', 'Gestörtes Postfach');
  await behave('UNKNOWN');
  const { page, context, faults } = await visit(browser);
  try {
    await send(citizen, mailbox, 'Eine Frage', 'Guten Tag,\n\nerreicht Sie das?');
    await signIn(page, 'operator@demo.example');
    await page.goto('/betrieb?bereich=gestoert');
    const row = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { level: 3, name: 'Stadt Bamberg' }) });
    for (let tries = 0; tries < 20 && (await row.count()) === 0; tries++) {
      await page.waitForTimeout(500);
      await page.reload();
      await page.getByRole('heading', { level: 2, name: 'Gestörte Behörden' }).waitFor();
    }
    await row.getByText(/Das Postfach gibt es .* nicht/).waitFor();
    await look(page, 'desk-suspended');
    await row.getByRole('link', { name: 'Weg der Nachrichten: Stadt Bamberg' }).click();
    await page.getByText('Gestört', { exact: true }).waitFor();
    await page.getByRole('alert').or(page.getByText('Was fehlt und was zu tun ist')).first().waitFor();
    await page.getByText('Weg und Zertifikate ändert nur die Behörde selbst').waitFor();
    await look(page, 'channel-suspended');
    await page.getByRole('link', { name: 'Zum Verbindungstest' }).click();
  } finally {
    await behave('WORKING');
  }
  await page.getByRole('button', { name: /^(Verbindungstest starten|Test wiederholen)$/ }).click();
  await page.getByText('In Betrieb', { exact: true }).waitFor();
  await page.getByText('Beantwortet', { exact: true }).first().waitFor();
  await look(page, 'channel-active');
  await page.goto('/betrieb?bereich=gestoert');
  await page.getByText('Keine gestörten Behörden').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('what is not accepted lies in quarantine with its reason, and a second look changes nothing', {
  skip: process.env.SCHALTER_LMTP ? false : 'SCHALTER_LMTP does not say where mails are taken',
}, async () => {
  const subject = `Ohne Schlüssel ${Date.now()}`;
  const content = `SEITENINHALT-${crypto.randomUUID()}`;
  await deliver('buergerservice@bamberg.example', subject, content);
  const { page, context, faults } = await visit(browser, { viewport: { width: 390, height: 844 } });
  await signIn(page, 'operator@demo.example');
  await page.goto('/betrieb?bereich=quarantaene');
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: subject }) });
  for (let tries = 0; tries < 20 && (await row.count()) === 0; tries++) {
    await page.waitForTimeout(500);
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'Quarantäne' }).waitFor();
  }
  await row.getByText(/nicht verschlüsselt/).waitFor();
  await row.getByText('buergerservice@bamberg.example').waitFor();
  assert.ok(!(await page.content()).includes(content), 'the content is shown');
  await look(page, 'desk-quarantine');
  await row.getByRole('button', { name: `„${subject}“ erneut prüfen` }).click();
  await page.getByText(/weiterhin nicht angenommen/).waitFor();
  await row.waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('who is no operator finds neither the desk nor the channel of an authority', async () => {
  const citizen = await as('citizen@demo.example');
  const id = await authorityId(citizen, 'Landratsamt Bayreuth');
  const { page, context, faults } = await visit(browser);
  await signIn(page, 'citizen@demo.example');
  assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Betrieb' }).count(), 0);
  for (const path of ['/betrieb', `/stelle/${id}/kanal`]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: 'Diese Seite ist nicht für Sie freigegeben' }).waitFor();
    await look(page, 'refused');
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('who manages an authority gets from its inbox to its channel, other clerks do not', async () => {
  for (const [email, links] of [
    ['clerk@demo.example', 1],
    ['clerk-muenchen@demo.example', 0],
  ]) {
    const { page, context, faults } = await visit(browser);
    await signIn(page, email);
    await page.goto('/eingang');
    await page.getByRole('heading', { level: 1, name: 'Eingang' }).waitFor();
    const link = page.getByRole('main').getByRole('link', { name: 'Weg der Nachrichten' });
    assert.equal(await link.count(), links);
    if (links > 0) {
      await link.click();
      await page.getByRole('heading', { level: 1, name: 'Weg der Nachrichten' }).waitFor();
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
