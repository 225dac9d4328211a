import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ProgressState } from '../gql/graphql.ts';
import { ProgressFacts } from './ProgressFacts.tsx';
import { progressDe } from './progress.de.ts';

const states = Object.keys(progressDe.states) as ProgressState[];

const show = (state: ProgressState, side: 'owner' | 'authority') =>
  render(
    <ProgressFacts
      progress={
        { state, since: '2026-11-20T10:00:00.000000Z', nextStep: null, expectedBy: null, missingDocuments: [] } as never
      }
      side={side}
    />,
  );

test.each(states)('%s is told to both sides in easy language, to each about itself', (state) => {
  const { unmount } = show(state, 'owner');
  for (const line of progressDe.easy[state]) expect(screen.getByText(line)).toBeTruthy();
  unmount();
  show(state, 'authority');
  for (const line of progressDe.easyAuthority[state]) expect(screen.getByText(line)).toBeTruthy();
  for (const line of progressDe.easy[state]) expect(screen.queryByText(line)).toBeNull();
});
