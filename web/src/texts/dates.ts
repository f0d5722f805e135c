// Times and days as staff read them: Japanese time, 令和 with the western year beside it where a day is told.
const kTime = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });
const kDay = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'Asia/Tokyo', era: 'long', year: 'numeric', month: 'long', day: 'numeric' });
const kPrinted = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'long' });
const kShort = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });

export const timeOf = (utc: string): string => kTime.format(new Date(utc));
export const shortOf = (utc: string): string => kShort.format(new Date(utc));

/// 「令和8年11月25日（2026年）」
export function dayOf(utc: string): string {
  const date = new Date(utc.length === 10 ? `${utc}T00:00:00+09:00` : utc);
  const year = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', year: 'numeric' }).format(date);
  return `${kDay.format(date)}（${year}年）`;
}

/// As cards print it: 「2026年11月25日」
export function printedDayOf(utc: string): string {
  return kPrinted.format(new Date(utc));
}

/// How long ago, in the largest unit that says something: 「3日」「5時間」「12分」.
export function ageOf(utc: string, now: number = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(utc)) / 60_000));
  if (minutes < 60) return `${minutes}分`;
  if (minutes < 60 * 24) return `${Math.floor(minutes / 60)}時間`;
  return `${Math.floor(minutes / (60 * 24))}日`;
}
