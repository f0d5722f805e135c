// Of several answers under way only the one that was asked for last counts, whichever comes last.

/// Call it with each request; what it gives says later whether that was the last one.
export function newest(): () => () => boolean {
  let asked = 0;
  return () => {
    const mine = ++asked;
    return () => mine === asked;
  };
}
