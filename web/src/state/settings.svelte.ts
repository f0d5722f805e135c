// How this browser likes to read.
const kKey = 'kaomado.furigana';

class Settings {
  furigana = $state(localStorage.getItem(kKey) === 'yes');

  switchFurigana(): void {
    this.furigana = !this.furigana;
    localStorage.setItem(kKey, this.furigana ? 'yes' : 'no');
  }
}

export const settings = new Settings();
