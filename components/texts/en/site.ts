export const siteTexts = {
  nav: { plans: 'Plans', questions: 'Questions' },
  footer: { line: 'Prices in euro. VAT is shown before you pay.', label: 'Footer' },
  hero: {
    title: 'Buildings that run well. Bills that explain themselves.',
    text: 'New Concierge looks after residents, repairs and bookings in the buildings you manage. Choose a plan, pay by card or direct debit, and see how every cent on every invoice came about.',
    seePlans: 'See plans',
    portal: 'Customer portal',
    promises: [
      'Change or cancel yourself, at any time',
      'You see what a change costs before you agree to it',
      'Correct EU invoices with VAT, by email and as PDF',
    ],
  },
  sample: {
    invoice: 'Invoice',
    paid: 'Paid',
    line1: 'Professional, 19 – 30 Nov',
    why: '€59.00 a month × 12 of 30 days, because you moved up on 19 November.',
    line2: 'Starter, unused part',
    vat: 'VAT 21% Netherlands',
    total: 'Total',
  },
  plans: {
    title: 'Three plans, one for your size',
    text: 'Start small. When your portfolio grows, move up in the middle of a month and pay for the days only.',
    interval: 'How often you pay',
    monthly: 'Monthly',
    yearly: 'Yearly',
    twoMonthsFree: '2 months free',
    recommended: 'Most chosen',
    perMonth: 'per month',
    billedMonthly: 'Billed each month. Cancel when you like.',
    billedYearly: (year: string, saving: string) => `${year} billed once a year. You save ${saving}.`,
    choose: (plan: string) => `Choose ${plan}`,
    includes: 'Includes',
    everythingIn: (plan: string) => `Everything in ${plan}, and`,
    support: (level: string) => `Support: ${level.charAt(0).toLowerCase()}${level.slice(1)}`,
    unlimited: 'Unlimited',
    none: 'None',
    net: 'Prices without VAT. Your VAT is shown before you pay.',
  },
  comparison: {
    title: 'Compare every limit and feature',
    table: 'Plans side by side',
    feature: 'Feature',
    limits: 'Limits',
    features: 'Features',
    current: 'Your plan',
    aMonth: ' a month',
    yes: 'Included',
    no: 'Not included',
  },
  questions: {
    title: 'Questions before you start',
    items: [
      {
        question: 'What happens when I change plan?',
        answer:
          'Moving up takes effect at once: you pay the difference for the days that are left, and we show the exact amount first. Moving down takes effect when the period you paid for ends.',
      },
      {
        question: 'How do I cancel?',
        answer:
          'In the portal, with two clicks. You keep everything until the end of the period you paid for, and can change your mind until then.',
      },
      {
        question: 'Which ways to pay do you take?',
        answer: 'Cards and SEPA direct debit. Your card details go to our payment provider, never to us.',
      },
      {
        question: 'How is VAT handled?',
        answer:
          'Enter your address and, if you have one, your VAT id. We show net, VAT and total before you pay, and apply reverse charge to businesses in other EU countries once their VAT id is confirmed.',
      },
      {
        question: 'What if a payment fails?',
        answer:
          'Nothing is switched off at once. We tell you why it failed, try again over the following days, and you can pay the open invoice with another method at any time.',
      },
    ],
  },
  auth: {
    signIn: {
      title: 'Sign in',
      text: 'To your plan, invoices and payments.',
      submit: 'Sign in',
      forgot: 'Forgot it?',
      noAccount: 'New here?',
      create: 'Create an account',
      with: (provider: string) => `Continue with ${provider}`,
      or: 'or',
      demo: 'Demo accounts',
      demoHint: 'This is a sandbox: click to fill in.',
    },
    signUp: {
      title: 'Create your account',
      text: 'Next you choose how to pay. Nothing is charged yet.',
      submit: 'Create account',
      haveAccount: 'Have an account?',
    },
    forgot: {
      title: 'Reset your password',
      text: 'We send you a link to choose a new one.',
      submit: 'Send the link',
      sentTitle: 'Look into your inbox',
      sentText: (email: string) =>
        `If there is an account for ${email}, a link is on its way. It works for one hour, once.`,
      back: 'Back to sign-in',
    },
    reset: {
      title: 'Choose a new password',
      text: 'All devices that are signed in will be signed out.',
      submit: 'Set the password',
      doneTitle: 'Your password is changed',
      doneText: 'Sign in with the new one.',
    },
    invitation: {
      title: 'Invitation',
      join: (customer: string) => `Join ${customer}`,
      text: (inviter: string | null, role: string) =>
        `${inviter ?? 'A colleague'} invited you as ${role.toLowerCase()} of the billing.`,
      accept: 'Accept the invitation',
      signInFirst: (email: string) => `Sign in as ${email} to accept.`,
      invalidTitle: 'This invitation no longer works',
      invalidText: 'It was used, withdrawn or is older than seven days. Ask for a new one.',
    },
    fields: {
      name: 'Your name',
      company: 'Company',
      companyHint: 'As it should stand on invoices. You can change it later.',
      email: 'Email',
      password: 'Password',
      newPassword: 'New password',
      passwordHint: 'At least 10 characters. A few words are easiest to remember.',
    },
  },
}
