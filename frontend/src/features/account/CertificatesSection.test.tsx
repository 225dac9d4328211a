import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const certificate = {
  __typename: 'DeletionCertificate',
  id: 'dct_1',
  deletedAt: '2027-05-03T08:00:00Z',
  download: {
    __typename: 'Download',
    url: 'https://x.example/deletions/s.t',
    filename: 'loeschbescheinigung-2027-05-03.asice',
    expiresAt: '2027-08-01T08:00:00Z',
  },
};

let kept: object[];

beforeEach(() => {
  kept = [certificate];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('Account', () =>
      HttpResponse.json({ data: { viewer: { ...someone, linkRequests: null, sessions: [] } } }),
    ),
    graphql.query('DeletionCertificates', () =>
      HttpResponse.json({
        data: {
          viewer: {
            ...someone,
            deletionCertificates: {
              __typename: 'DeletionCertificateConnection',
              edges: kept.map((node) => ({ __typename: 'DeletionCertificateEdge', cursor: 'a', node })),
              pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            },
          },
        },
      }),
    ),
  );
});

test('the certificate of a mailbox that the platform deleted is listed, and saved with one click', async () => {
  const saved: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (this.download) saved.push(`${this.getAttribute('href')} as ${this.download}`);
  });
  const { user } = renderApp('/konto');
  expect(await screen.findByRole('heading', { name: 'Löschbescheinigungen' })).toBeTruthy();
  expect(screen.getByText('hier abrufbar bis 01.08.2027')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Bescheinigung vom 03.05.2027 herunterladen' }));
  expect(saved).toEqual(['/deletions/s.t as loeschbescheinigung-2027-05-03.asice']);
  click.mockRestore();
});

test('where there is none, nothing is said of it', async () => {
  kept = [];
  renderApp('/konto');
  await screen.findByRole('heading', { name: 'Konto löschen' });
  expect(screen.queryByText('Löschbescheinigungen')).toBeNull();
});

test('that they could not be loaded is said', async () => {
  server.use(graphql.query('DeletionCertificates', () => HttpResponse.json({ errors: [{ message: 'down' }] })));
  renderApp('/konto');
  expect(await screen.findByText(/^Löschbescheinigungen: /)).toBeTruthy();
});
