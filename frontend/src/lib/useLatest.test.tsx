import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useLatest } from './useLatest.ts';

test('what was begun before something else is late, however often one asks', () => {
  const { result, rerender } = renderHook(() => useLatest());
  const first = result.current();
  expect(first()).toBe(true);
  rerender();
  expect(first()).toBe(true);
  const second = result.current();
  expect(first()).toBe(false);
  expect(second()).toBe(true);
  expect(first()).toBe(false);
});
