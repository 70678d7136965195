export const siteTexts = {
  nav: { plans: 'Plans', questions: 'Questions' },
  footer: { line: 'Prices in euro, VAT shown before you pay.', label: 'Footer' },
}
