// What a reader at the keyboard types for the QR code of a paper that came back: "KAOMADO F04 20261125-ABCDEF".

export interface Scanned {
  id: string;
  form: string;
}

/// As somebody means it who types with a Japanese input method: broad letters become narrow ones.
export const narrow = (text: string): string => text.normalize('NFKC').trim();

/// None when it is no code of ours.
export function scannedIn(text: string): Scanned | undefined {
  const found = /^KAOMADO\s+([A-Z][A-Z0-9]*)\s+(\d{8}-[0-9A-HJKMNP-TV-Z]{6})$/.exec(narrow(text).toUpperCase());
  return found ? { form: found[1]!, id: found[2]! } : undefined;
}
