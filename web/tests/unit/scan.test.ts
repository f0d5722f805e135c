// The QR code of a paper, as a reader at the keyboard types it.
import { expect, test } from 'vitest';
import { scannedIn } from '../../src/state/scan';

const kPaper = { form: 'F04', id: '20261125-A1B2C3' };

test('the code of a paper names its form and its case', () => {
  expect(scannedIn('KAOMADO F04 20261125-A1B2C3')).toEqual(kPaper);
});

test('a reader that types broad or small letters, or a blank behind it, is understood', () => {
  expect(scannedIn('ＫＡＯＭＡＤＯ　Ｆ０４　２０２６１１２５－Ａ１Ｂ２Ｃ３ ')).toEqual(kPaper);
  expect(scannedIn('kaomado f04 20261125-a1b2c3')).toEqual(kPaper);
});

test('what is no code of ours names nothing', () => {
  for (const text of ['', '20261125-A1B2C3', 'https://example.com/F04', 'KAOMADO F04', 'KAOMADO F04 20261125-A1B2C', 'KAOMADO F04 20261125-AIOULX'])
    expect(scannedIn(text), text).toBeUndefined();
});
