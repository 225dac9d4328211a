import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AnnouncementPartsFragment } from '../gql/graphql.ts';
import { AnnouncementFacts } from './AnnouncementFacts.tsx';

const announcement = {
  date: '2027-03-04',
  provisional: true,
  explanation: 'Nach Art. 24 Abs. 2 Satz 1 BayDiG gilt der Bescheid am 3. Tag als bekannt gegeben.',
  easy: 'Ab Donnerstag gilt der Brief vom Amt als bekannt.',
  rule: { id: 'lru_1', law: 'BayDiG', article: 'Art. 24 Abs. 2 Satz 1' },
  supersedes: { date: '2027-03-09' },
} as AnnouncementPartsFragment;

test('the day is shown with its rule, why, what it replaces, and that it is provisional', () => {
  render(<AnnouncementFacts announcement={announcement} side="owner" />);
  const shown = screen.getByRole('region', { name: 'Tag der Bekanntgabe' }).textContent;
  expect(shown).toContain('4. März 2027');
  expect(shown).toContain('vorläufig');
  expect(shown).toContain('9. März 2027');
  expect(shown).toContain('am 3. Tag');
  expect(shown).toContain('Regel: Art. 24 Abs. 2 Satz 1 BayDiG');
  expect(screen.getByText('Ab Donnerstag gilt der Brief vom Amt als bekannt.')).toBeDefined();
});

test('the authority reads the same, not in easy language', () => {
  render(
    <AnnouncementFacts announcement={{ ...announcement, provisional: false, supersedes: null }} side="authority" />,
  );
  const shown = screen.getByRole('region', { name: 'Tag der Bekanntgabe' }).textContent;
  expect(shown).not.toContain('vorläufig');
  expect(screen.queryByText('Ab Donnerstag gilt der Brief vom Amt als bekannt.')).toBeNull();
});

test('without a day that is said, and none is shown', () => {
  const { container } = render(<AnnouncementFacts announcement={null} side="owner" />);
  expect(container.textContent).toContain('bisher kein Tag der Bekanntgabe');
  expect(screen.queryByRole('region')).toBeNull();
});
