import { expect, test } from 'vitest';
import { errorsFromServer } from './formErrors.ts';

const values = { city: '', password: '' };

test('a path leads to the field it ends in, a renamed one to its own, and the rest above the form', () => {
  const got = errorsFromServer(
    values,
    [
      { code: 'REQUIRED', field: ['address', 'city'], message: 'Ort fehlt' },
      { code: 'WEAK_PASSWORD', field: ['input', 'new'], message: 'Zu schwach' },
      { code: 'WRONG_STATE', field: null, message: 'Erstens' },
      { code: 'WRONG_STATE', field: ['other'], message: 'Zweitens' },
    ],
    { new: 'password' },
  );
  expect(got).toEqual({ city: 'Ort fehlt', password: 'Zu schwach', root: 'Erstens Zweitens' });
});
