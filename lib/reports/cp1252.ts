/** What Windows-1252 has in 0x80 to 0x9f, `\0` where it has nothing; the rest is Latin-1. */
const HIGH = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/** A text in Windows-1252. A letter that it has not loses its accent (`ő` → `o`), anything else is a question mark. */
export function toCp1252(text: string): Uint8Array<ArrayBuffer> {
  const characters = [...text.normalize('NFC')].flatMap((each) => (fits(each) ? [each] : [...folded(each)]))
  return Uint8Array.from(characters, (character) => {
    const place = HIGH.indexOf(character)
    return place >= 0 && character !== '\0' ? 0x80 + place : character.charCodeAt(0)
  })
}

function fits(character: string): boolean {
  const code = character.codePointAt(0)!
  return (code > 0 && code < 0x80) || (code >= 0xa0 && code <= 0xff) || (code > 0xff && HIGH.includes(character))
}

function folded(character: string): string {
  const plain = character.normalize('NFKD').replace(/\p{Mark}/gu, '')
  return plain !== '' && [...plain].every(fits) ? plain : '?'
}
