import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const problems = 'userErrors { code field }';

test('an authority keeps its records: file reference, class, hold; what is under a hold is not deleted', async () => {
  const stamp = Date.now();
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', `Akte ${stamp}`);
  await send(ask, opened, 'Frage', 'Guten Tag, was wird daraus?');
  const clerk = await as('clerk@demo.example');
  const { authorityCases } = await clerk(
    'query ($id: ID!) { authorityCases(authorityId: $id, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id } } } }',
    { id: opened.authorityId },
  );
  const caseId = authorityCases.edges[0].node.id;

  // The admin adds a class.
  const admin = await visit(browser, { viewport: { width: 390, height: 844 } });
  const { page } = admin;
  await signIn(page, 'clerk@demo.example');
  await page.goto(`/stelle/${opened.authorityId}/kanal`);
  const classes = page.getByRole('region', { name: 'Wie lange Fälle aufbewahrt werden' });
  await classes.getByRole('button', { name: 'Klassen ändern' }).click();
  await classes.getByRole('button', { name: /hinzufügen/ }).click();
  await classes.getByLabel('Name').last().fill('Bauakten');
  await classes.getByLabel('Monate nach dem Abschluss').last().fill('120');
  await classes
    .getByLabel(/dem Archiv anbieten/)
    .last()
    .check();
  await assertAccessible(page, 'the classes');
  await assertFits(page, 'the classes');
  await classes.getByRole('button', { name: 'Speichern' }).click();
  await classes.getByText(/120 Monate, vorher dem Archiv anzubieten/).waitFor();

  // A clerk names the file and chooses the class.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`/eingang/${opened.authorityId}/${caseId}`);
  const kept = page.getByRole('region', { name: 'Akte und Aufbewahrung' });
  await kept.getByRole('button', { name: 'Akte und Aufbewahrung ändern' }).click();
  await kept.getByLabel(/Aktenzeichen/).fill(`32-140/${stamp}`);
  await kept.getByLabel(/Aufbewahrungsklasse/).selectOption({ label: 'Bauakten (120 Monate)' });
  await assertAccessible(page, 'file and retention');
  await kept.getByRole('button', { name: 'Speichern' }).click();
  await kept.getByText(`32-140/${stamp}`).waitFor();
  await kept.getByText(/Bauakten: 120 Monate nach dem Abschluss/).waitFor();

  // Only who manages the authority sets a hold.
  const colleague = await as('clerk2@demo.example');
  const { caseUpdate: refused } = await colleague(
    `mutation ($i: CaseUpdateInput!) { caseUpdate(input: $i) { ${problems} } }`,
    { i: { caseId, expectedVersion: await version(colleague, caseId), legalHold: { reason: 'Klage' } } },
  );
  assert.deepEqual(refused.userErrors, [{ code: 'WRONG_STATE', field: ['legalHold'] }]);
  await kept.getByRole('button', { name: 'Löschsperre setzen' }).click();
  await kept.getByLabel(/Grund/).fill('Klage beim Verwaltungsgericht');
  await kept.getByRole('button', { name: 'Löschsperre setzen' }).click();
  await kept.getByText(/Gesetzt von .* Sie gilt, bis sie aufgehoben wird/).waitFor();
  await assertAccessible(page, 'a hold');
  await page.setViewportSize({ width: 390, height: 844 });
  await assertFits(page, 'a hold');

  // What is written and not sent is of the case, too.
  const { draftSave } = await clerk(
    'mutation ($i: DraftSaveInput!) { draftSave(input: $i) { draft { id } userErrors { code } } }',
    { i: { caseId, subject: 'Entwurf', body: 'Guten Tag' } },
  );
  const { draftDiscard } = await clerk(
    `mutation ($i: DraftDiscardInput!) { draftDiscard(input: $i) { userErrors { code field message } } }`,
    { i: { draftId: draftSave.draft.id } },
  );
  assert.match(draftDiscard.userErrors[0].message, /Löschsperre/);

  // The search finds it, and the person sees nothing of all this.
  await page.goto(`/eingang/${opened.authorityId}`);
  await page.getByRole('searchbox').fill(`32-140/${stamp}`);
  await page.getByText(`32-140/${stamp}`).first().waitFor();
  const citizen = await visit(browser, { viewport: { width: 1280, height: 900 } });
  await signIn(citizen.page, 'citizen@demo.example');
  await citizen.page.goto(`/postfach/${opened.mailboxId}`);
  await citizen.page.getByText('was wird daraus?').first().waitFor();
  assert.equal(await citizen.page.getByText(`32-140/${stamp}`).count(), 0);

  // Lifted, the draft goes.
  await page.goto(`/eingang/${opened.authorityId}/${caseId}`);
  await kept.getByRole('button', { name: 'Löschsperre aufheben' }).click();
  await kept.getByRole('button', { name: 'Löschsperre setzen' }).waitFor();
  const { draftDiscard: gone } = await clerk(
    `mutation ($i: DraftDiscardInput!) { draftDiscard(input: $i) { discardedDraftId ${problems} } }`,
    { i: { draftId: draftSave.draft.id } },
  );
  assert.deepEqual(gone.userErrors, []);

  for (const { context, faults } of [admin, citizen]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('a copy ends with its export and closing, and a draft keeps what the clerk chose', async () => {
  const stamp = Date.now();
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', `Export ${stamp}`);
  await send(ask, opened, 'Antrag', 'Guten Tag, bitte entscheiden Sie.');
  const clerk = await as('clerk@demo.example');
  const { authorityCases } = await clerk(
    'query ($id: ID!) { authorityCases(authorityId: $id, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id } } } }',
    { id: opened.authorityId },
  );
  const caseId = authorityCases.edges[0].node.id;

  // The admin adds a class whose copies end with their export.
  const visitor = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const { page } = visitor;
  await signIn(page, 'clerk@demo.example');
  await page.goto(`/stelle/${opened.authorityId}/kanal`);
  const classes = page.getByRole('region', { name: 'Wie lange Fälle aufbewahrt werden' });
  await classes.getByRole('button', { name: 'Klassen ändern' }).click();
  await classes.getByRole('button', { name: /hinzufügen/ }).click();
  await classes.getByLabel('Name').last().fill(`Eigene Akte ${stamp}`);
  await classes.getByLabel('Monate nach dem Abschluss').last().fill('0');
  await classes
    .getByLabel(/Erst löschen, wenn der Fall vollständig/)
    .last()
    .check();
  await assertAccessible(page, 'a class with an export');
  await classes.getByRole('button', { name: 'Speichern' }).click();
  await classes
    .getByText(/endet mit Export und Abschluss/)
    .first()
    .waitFor();

  // What the clerk chose for a decision is there again in another window.
  await page.goto(`/eingang/${opened.authorityId}/${caseId}`);
  const { draftSave } = await clerk(
    'mutation ($i: DraftSaveInput!) { draftSave(input: $i) { draft { id remedy { amount unit } noRemedy decisionEffect dueOn } userErrors { code field } } }',
    {
      i: {
        caseId,
        subject: 'Bescheid',
        body: 'Sie bekommen die Erlaubnis.',
        kind: 'DECISION',
        decisionEffect: 'INFORMATION',
        remedy: { amount: 1, unit: 'MONTHS' },
      },
    },
  );
  assert.deepEqual(draftSave.userErrors, []);
  assert.deepEqual(draftSave.draft.remedy, { amount: 1, unit: 'MONTHS' });

  // Closed in that class it waits for the export.
  const { caseUpdate } = await clerk(`mutation ($i: CaseUpdateInput!) { caseUpdate(input: $i) { ${problems} } }`, {
    i: { caseId, expectedVersion: await version(clerk, caseId), state: 'CLOSED' },
  });
  assert.deepEqual(caseUpdate.userErrors, []);
  await page.reload();
  const kept = page.getByRole('region', { name: 'Akte und Aufbewahrung' });
  await kept.getByRole('button', { name: 'Akte und Aufbewahrung ändern' }).click();
  await kept
    .getByLabel(/Aufbewahrungsklasse/)
    .selectOption({ label: `Eigene Akte ${stamp} (mit Export und Abschluss)` });
  await kept.getByRole('button', { name: 'Speichern' }).click();
  await kept.getByText('Wartet auf den Export').waitFor();
  await assertAccessible(page, 'a case that waits for its export');
  await page.setViewportSize({ width: 390, height: 844 });
  await assertFits(page, 'a case that waits for its export');

  // Fetched to its end, the page names the day.
  const { caseExport } = await clerk(
    'mutation ($i: CaseExportInput!) { caseExport(input: $i) { download { url } userErrors { code } } }',
    { i: { caseId, format: 'XDOMEA' } },
  );
  const file = await page.request.get(caseExport.download.url);
  assert.equal(file.status(), 200);
  await kept.getByText(/, vollständig/).waitFor();
  await kept.getByText(`Eigene Akte ${stamp}: bis`).waitFor();
  assert.equal(await kept.getByText('Wartet auf den Export').count(), 0);

  // A note of a colleague is in no export: it waits for another one.
  const { caseNoteAdd } = await clerk(`mutation ($i: CaseNoteAddInput!) { caseNoteAdd(input: $i) { ${problems} } }`, {
    i: { caseId, body: 'Anruf der Person' },
  });
  assert.deepEqual(caseNoteAdd.userErrors, []);
  await kept.getByText(/Danach kam etwas hinzu/).waitFor();

  assert.deepEqual(visitor.faults, []);
  await visitor.context.close();
});

/** The version of a case as it is now. */
async function version(ask, id) {
  const { authorityCase } = await ask('query ($id: ID!) { authorityCase(id: $id) { version } }', { id });
  return authorityCase.version;
}
