export const portalTexts = {
  nav: {
    overview: 'Overview',
    subscription: 'Subscription',
    invoices: 'Invoices',
    paymentMethods: 'Payment methods',
    details: 'Billing details',
    team: 'Team',
    goTo: 'Go to',
    doThis: 'Do',
    changePlan: 'Change plan',
    addPaymentMethod: 'Add a payment method',
    short: { overview: 'Overview', subscription: 'Plan', invoices: 'Invoices', paymentMethods: 'Payment' },
  },
}
