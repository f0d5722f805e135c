// Working without the mouse: digits choose, Enter continues, Backspace or Escape goes back. Only while the keyboard is inside
// the element (WCAG 2.1.4), never while somebody types, and never by a key
// that is only held down.
const kTyping = 'select, textarea, input:not([type="radio"]):not([type="checkbox"])';

/// Buttons that a digit chooses carry it as data-digit; the one that Enter presses is the main one.
export function keys(back: () => void): (element: HTMLElement) => () => void {
  return (element) => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || target.matches(kTyping)) return;
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
      if (digit !== undefined) element.querySelector<HTMLElement>(`[data-digit="${digit}"]`)?.focus();
      else if (event.key === 'Backspace' || event.key === 'Escape') back();
      else if (event.key === 'Enter' && target.matches('h2, input')) element.querySelector<HTMLElement>('button.key')?.click();
      else return;
      event.preventDefault();
    };
    element.addEventListener('keydown', pressed);
    return () => element.removeEventListener('keydown', pressed);
  };
}

/// Takes the keyboard when it appears, so that it is read out.
export function focused(element: HTMLElement): void {
  element.focus();
}
