import type { EmailContent } from './content'

/** The same words for readers without HTML: nothing is lost but the looks. */
export function plainText(
  { heading, amount, paragraphs, facts = [], action, closing = [] }: EmailContent,
  footer: string[],
): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2
  const blocks = [
    heading,
    amount,
    ...paragraphs,
    facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`).join('\n'),
    action && `${action.label}:\n${action.url}`,
    ...closing,
    `-- \n${footer.join('\n')}`,
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}
