const LONG = 26
const CHUNK = 13

/**
 * Where a word may be broken. Ordinary words never are; one too long for a column (a company's name without a space, an
 * address of the web) breaks behind its own punctuation, else anywhere, and never gains a hyphen that is not its own.
 * The empty part between two others is what tells the layout engine that no hyphen belongs there.
 */
export function breakWords(word: string | null): string[] {
  if (word === null) return []
  if (word.length <= LONG) return [word]
  return word
    .split(/(?<=[-/@._\u2013])/)
    .flatMap((piece) => (piece.length <= LONG ? [piece] : chunks(piece)))
    .flatMap((piece, index) => (index === 0 ? [piece] : ['', piece]))
}

function chunks(piece: string): string[] {
  const letters = [...piece]
  return Array.from({ length: Math.ceil(letters.length / CHUNK) }, (_, index) =>
    letters.slice(index * CHUNK, (index + 1) * CHUNK).join(''),
  )
}
