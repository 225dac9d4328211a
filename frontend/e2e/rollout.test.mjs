// From contract to live service: which municipality runs what, what citizens find of it, and the work in between.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';
import { linkTo } from './channelParts.mjs';
import { chooseCertificate } from './tradeParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function check(page, where) {
  await assertFits(page, where);
  await assertAccessible(page, where);
}

const heading = (page, name, level = 1) => page.getByRole('heading', { level, name }).waitFor();

const windows = {
  '1280 px': { viewport: { width: 1280, height: 900 } },
  '390 px, dark': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
};

for (const [size, options] of Object.entries(windows)) {
  test(`the picture of all municipalities is read, narrowed and searched without an account, at ${size}`, async () => {
    const { context, page, faults } = await visit(browser, options);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('/markt');
    await page.getByRole('link', { name: 'Welche Gemeinde setzt was schon ein?' }).click();
    await heading(page, 'Stand in Bayern');
    const map = page.getByRole('img', { name: /^Punktkarte Bayerns: \d+ von 2\.056 Gemeinden sind online/ });
    await map.waitFor();
    await page
      .getByRole('table', { name: 'Nach Regionen' })
      .getByRole('row', { name: /^Zusammen 2\.056/ })
      .waitFor();
    await check(page, 'picture');
    assert.equal(
      asked.filter((path) => path.endsWith('/municipalities.json')).length,
      1,
      'all places come in one request',
    );

    // What the map shows is in the table: a town by its name, and where it leads.
    await page.getByRole('searchbox').fill('ingolst');
    const row = page.getByRole('table', { name: 'Gemeinden' }).getByRole('row', { name: /^Ingolstadt Online/ });
    await row.waitFor();

    // One service, one region, by keys; the address carries both.
    const choice = page.getByRole('combobox', { name: 'Online-Dienst' });
    await choice.selectOption('wohnsitzanmeldung');
    await heading(page, `Stand: ${await choice.evaluate((select) => select.selectedOptions[0].text)}`, 2);
    const region = page.getByRole('link', { name: 'Regierungsbezirk Oberfranken ansehen' });
    await region.focus();
    await page.keyboard.press('Enter');
    await heading(page, 'In Regierungsbezirk Oberfranken', 2);
    await page.getByRole('img', { name: /von 214 Gemeinden/ }).waitFor();
    assert.match(new URL(page.url()).search, /^\?leistung=[a-z]+&gebiet=094$/);
    await check(page, 'a region');
    await page.reload();
    await heading(page, 'In Regierungsbezirk Oberfranken', 2);
    await page.getByRole('link', { name: 'Ganz Bayern' }).click();
    await heading(page, 'Nach Regionen', 2);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`F1 what is live is found online on the pages of the place, the authority and the service, at ${size}`, async () => {
    const { context, page, faults } = await visit(browser, options);
    await page.goto('/markt/stand');
    await page.getByRole('searchbox').fill('ingolst');
    await page.getByRole('link', { name: 'Ingolstadt' }).click();
    await heading(page, 'Ingolstadt');
    const online = page.getByRole('region', { name: 'Online erledigen' });
    const link = online.getByRole('link', { name: /online erledigen/ }).first();
    await link.waitFor();
    await online
      .getByText(/Angebot von .+ · Link geprüft am \d\d\.\d\d\.\d{4}/)
      .first()
      .waitFor();
    await check(page, 'place');
    const address = await link.getAttribute('href');
    assert.match(address, /^https:\/\/formulare-091610000000\.example\//);
    assert.equal(await link.getAttribute('target'), '_blank');
    const name = (await link.innerText()).replace(/ online erledigen.*/s, '');

    const [, authority] = /Angebot von ([^,·]+)/.exec(
      await online
        .getByText(/^Angebot von/)
        .first()
        .innerText(),
    );
    await page.getByRole('link', { name: authority.trim(), exact: true }).click();
    await page.waitForURL('**/behoerde/**');
    await online.getByRole('link', { name: new RegExp(`^${name}`) }).waitFor();
    await check(page, 'authority');

    // The demonstration's addresses end in the service's id.
    await page.goto(`/leistung/${address.split('/').pop()}?ars=091610000000`);
    await heading(page, name);
    assert.equal(await online.getByRole('link').first().getAttribute('href'), address);
    await check(page, 'service');
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [size, options] of Object.entries(windows)) {
  test(`F2 F46 a buyer begins with what waits, each with the page where it is done, at ${size}`, async () => {
    const { context, page, faults } = await visit(browser, options);
    await signIn(page, 'buyer@demo.example');
    await page.waitForURL('**/mein-bereich');
    await heading(page, 'Mein Bereich');
    const waiting = page.getByRole('region', { name: 'Das wartet auf Sie' });
    await waiting.getByRole('link').first().waitFor();
    for (const name of [
      'Überblick',
      'Zuletzt geänderte Bestellungen',
      'Verträge',
      'Tickets',
      'Digitalumlage',
      'Neu im Markt',
    ])
      await heading(page, name, 2);
    await check(page, 'area');
    const places = await waiting
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const place of places) assert.match(place, /^\/(bestellungen|vertraege|einrichtungen|tickets)\/[^/]+$/);
    await waiting.getByRole('link').first().click();
    await page.waitForURL((url) => url.pathname === places[0]);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goBack();
    await heading(page, 'Mein Bereich');

    // All services of the town, those without a link among them, and everything as a file.
    await page.getByRole('link', { name: 'Welche Leistungen sind online?' }).click();
    await heading(page, /^\d+ von \d[\d.]* Leistungen sind online\.$/, 2);
    await page.getByRole('combobox', { name: 'Anzeigen' }).selectOption('Fehlt noch');
    await page.getByText('Fehlt noch', { exact: true }).nth(1).waitFor();
    await check(page, 'services');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Als Excel-Datei herunterladen' }).click();
    assert.match((await download).suggestedFilename(), /\.xlsx$/);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

/** Orders a service for the town with a vendor, and has it released; answers the ids of contract and rollout. */
async function released(slug, vendorName) {
  const buyer = await as('buyer@demo.example');
  const operator = await as('operator@demo.example');
  const { offering, organisations } = await buyer(
    `query ($slug: String!, $vendor: String!) {
      offering(slug: $slug) { id orderableFor { organisation { id } order { id } } }
      organisations(search: $vendor, kind: VENDOR, first: 1) { edges { node { id } } }
    }`,
    { slug, vendor: vendorName },
  );
  const contact = (name) => ({ name, email: `${name.split(' ')[1].toLowerCase()}@stadt.example` });
  const given = {
    offeringId: offering.id,
    organisationId: offering.orderableFor[0].organisation.id,
    subjectContact: contact('Sabine Ortner'),
    technicalContact: contact('Paul Lindner'),
    vendorId: organisations.edges[0].node.id,
    idempotencyKey: crypto.randomUUID(),
  };
  const { orderSave } = await buyer(
    'mutation ($i: OrderSaveInput!) { orderSave(input: $i) { order { id version } userErrors { code message } } }',
    { i: given },
  );
  assert.deepEqual(orderSave.userErrors, []);
  const { orderSubmit } = await buyer(
    'mutation ($i: OrderSubmitInput!) { orderSubmit(input: $i) { order { id version } userErrors { code message } } }',
    { i: { orderId: orderSave.order.id, expectedVersion: orderSave.order.version, acknowledgeInterfaceCosts: true } },
  );
  assert.deepEqual(orderSubmit.userErrors, []);
  const { orderDecide } = await operator(
    `mutation ($i: OrderDecideInput!) {
      orderDecide(input: $i) { order { contract { id } rollout { id } } userErrors { code message } }
    }`,
    { i: { orderId: orderSave.order.id, expectedVersion: orderSubmit.order.version, release: true } },
  );
  assert.deepEqual(orderDecide.userErrors, []);
  return { contractId: orderDecide.order.contract.id, rolloutId: orderDecide.order.rollout.id };
}

/** Signs a contract in the browser, as who signed in by the certificate. */
async function sign(contractId, certificate) {
  const window = await visit(browser);
  const { page } = window;
  await page.goto('/anmelden');
  await page.getByRole('button', { name: /^Mit Organisationszertifikat anmelden/ }).click();
  await chooseCertificate(page, certificate, '**/mein-bereich');
  await page.goto(`/vertraege/${contractId}`);
  await page.getByRole('checkbox', { name: /gelesen und unterschreibe/ }).check();
  await page.getByRole('button', { name: 'Jetzt unterschreiben' }).click();
  await page.getByText('Ihre Unterschrift ist aufgenommen').waitFor();
  assert.deepEqual(window.faults, []);
  await window.context.close();
}

test('F35 F44 from both signatures to the live service: the vendor works by the link of a mail, the town reports where it is', async () => {
  const { contractId, rolloutId } = await released('wohnsitzanmeldung', 'Gewerbekontor');
  await sign(contractId, /Claudia Reinhardt, Stadt Bamberg/);
  await sign(contractId, /Sabine Lorenz/);

  // The vendor, without an account, on a phone: the link is redeemed by the button, and is in no address afterwards.
  const link = await linkTo('einrichtung@gewerbekontor.example');
  const vendor = await visit(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const { pathname, hash } = new URL(link);
  await vendor.page.goto(pathname + hash);
  await vendor.page.getByRole('button', { name: 'Einrichtungen öffnen' }).waitFor();
  await check(vendor.page, 'redeeming');
  await vendor.page.getByRole('button', { name: 'Einrichtungen öffnen' }).click();
  await heading(vendor.page, 'Ihre Einrichtungen');
  assert.equal(new URL(vendor.page.url()).hash, '');
  await check(vendor.page, 'of a vendor');
  await vendor.page
    .getByRole('link', { name: /^Stadt Bamberg: / })
    .first()
    .click();
  const data = vendor.page.getByRole('region', { name: 'Alles für die Einrichtung' });
  await data.getByText('094610000000').waitFor();
  await data.getByText(/Sabine Ortner/).waitFor();
  await check(vendor.page, 'a vendor’s rollout');
  const done = vendor.page.getByRole('button', { name: /^Erledigt: / });
  const before = await done.count();
  await done.first().click();
  await vendor.page.waitForFunction(
    (count) => document.querySelectorAll('button[aria-label^="Erledigt: "]').length < count,
    before,
  );
  assert.deepEqual(vendor.faults, []);
  await vendor.context.close();

  // The town: details, tasks left out with a reason, the link of each service.
  const town = await visit(browser);
  const { page } = town;
  await signIn(page, 'buyer@demo.example');
  await page.goto(`/einrichtungen/${rolloutId}`);
  await heading(page, /^Einrichtung: /);
  await check(page, 'a rollout');
  const detail = page.getByRole('form', { name: 'Angaben zur Einrichtung' }).getByRole('textbox').first();
  await detail.fill('DE98ZZZ09999999999');
  await page.getByRole('button', { name: 'Eine Änderung speichern' }).click();
  await page.getByText('Alles ist gespeichert.').waitFor();
  await page
    .getByRole('button', { name: /^Stand ändern: / })
    .last()
    .click();
  await page.getByRole('dialog').getByRole('radio', { name: 'In Arbeit' }).check();
  await page
    .getByRole('dialog')
    .getByLabel(/^Worauf warten Sie/)
    .fill('Auf die Freigabe des Amts');
  await check(page, 'a task');
  await page.getByRole('button', { name: 'Stand speichern' }).click();
  await page.getByText('Auf die Freigabe des Amts').waitFor();
  for (;;) {
    const next = page.getByRole('button', { name: /^Erledigt: / });
    const left = await next.count();
    if (left === 0) break;
    await next.first().click();
    await page.waitForFunction(
      (count) => document.querySelectorAll('button[aria-label^="Erledigt: "]').length < count,
      left,
    );
  }
  const forms = page.getByRole('form', { name: /^Link zu / });
  for (let left = await forms.count(); left > 0; left--) {
    const form = forms.first();
    await form.getByLabel('Adresse des Dienstes').fill(`https://formulare-bamberg.example/aufenthalt/${left}`);
    await form.getByRole('button', { name: 'Link melden' }).click();
    await page.waitForFunction(
      (count) => document.querySelectorAll('form[aria-label^="Link zu "]').length < count,
      left,
    );
  }
  await page.getByText('Link funktioniert', { exact: true }).first().waitFor();
  await page.getByText('Der Dienst ist für Bürgerinnen und Bürger erreichbar.').waitFor();
  await check(page, 'live');
  assert.deepEqual(town.faults, []);
  await town.context.close();

  // And citizens find it.
  const citizen = await visit(browser);
  await citizen.page.goto('/ort/094610000000');
  await citizen.page
    .getByRole('region', { name: 'Online erledigen' })
    .locator('a[href^="https://formulare-bamberg.example/aufenthalt/"]')
    .first()
    .waitFor();
  assert.deepEqual(citizen.faults, []);
  await citizen.context.close();
});
