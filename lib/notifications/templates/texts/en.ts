import type { PaymentMethodFacts } from '../../kinds'
import { brandName } from '../brand-name'
import type { EmailTexts } from '../content'
import { failureReason, type FailureReason } from '../failure-reason'

const roles: Record<string, string> = { OWNER: 'owner', BILLING_MANAGER: 'billing manager', VIEWER: 'viewer' }

const reasons: Record<FailureReason, string> = {
  insufficient_funds: 'Your bank reports that there is not enough money in the account.',
  expired_card: 'The card has expired.',
  wrong_security_code: 'The security code of the card is not right.',
  account_unusable: 'The account can no longer be debited.',
  processing_error: 'Your bank could not process the payment.',
  no_payment_method: 'There is no payment method on your account.',
  declined: 'Your bank declined the payment.',
}

function methodName({ type, brand, last4 }: PaymentMethodFacts): string {
  if (type === 'paypal') return 'PayPal'
  if (type === 'bank_transfer') return 'Bank transfer'
  const name = type === 'sepa_debit' ? 'SEPA direct debit' : brand ? brandName(brand) : 'Card'
  return last4 ? `${name} ending in ${last4}` : name
}

export const en: EmailTexts = {
  kinds: {
    welcome: ({ name }, { appUrl }) => ({
      subject: 'Welcome to New Concierge',
      preview: 'Your account is ready.',
      heading: `Welcome, ${name}`,
      paragraphs: [
        'Your account is ready. In the portal you choose your plan, see what you will pay and when, and find every invoice.',
      ],
      action: { label: 'Open your portal', url: `${appUrl}/portal` },
      closing: ['Is anything unclear? Reply to this email, a person reads it.'],
    }),
    password_reset: ({ name, url, expiresInMinutes }, { format }) => ({
      subject: 'Choose a new password',
      preview: `The link works once, for ${format.minutes(expiresInMinutes)}.`,
      heading: 'Choose a new password',
      paragraphs: [`Hello ${name}, you asked for a new password for your account at New Concierge.`],
      action: { label: 'Choose a new password', url },
      closing: [
        `The link works once, for ${format.minutes(expiresInMinutes)}.`,
        'If you did not ask for it, ignore this email: your password stays as it is.',
      ],
    }),
    invitation: ({ inviterName, customerName, role, url }) => ({
      subject: `${inviterName} invites you to ${customerName}`,
      preview: `Look after the subscription of ${customerName} at New Concierge.`,
      heading: `Join ${customerName}`,
      paragraphs: [
        `${inviterName} invites you to look after the subscription and invoices of ${customerName} at New Concierge, as ${roles[role] ?? 'a member'}.`,
      ],
      action: { label: 'Accept the invitation', url },
      closing: [`If you do not know ${inviterName}, ignore this email.`],
    }),
    invoice_paid: (
      { invoiceId, invoiceNumber, total, currency, customerName, paidAt, method, paymentMethod },
      { format, appUrl },
    ) => {
      const paidWith = paymentMethod ? methodName(paymentMethod) : method
      return {
        subject: `Receipt for invoice ${invoiceNumber}`,
        preview: `We received ${format.money(total, currency)}. The invoice is attached.`,
        heading: 'Thank you for your payment',
        amount: format.money(total, currency),
        paragraphs: [`We received your payment. The invoice for ${customerName} is attached as a PDF.`],
        facts: [
          { label: 'Invoice', value: invoiceNumber },
          { label: 'Paid on', value: format.day(paidAt) },
          ...(paidWith ? [{ label: 'Payment method', value: paidWith }] : []),
        ],
        action: { label: 'View the invoice', url: `${appUrl}/portal/invoices/${invoiceId}` },
      }
    },
    invoice_open: ({ invoiceNumber, total, currency, customerName, dueAt, payUrl }, { format }) => ({
      subject: `Invoice ${invoiceNumber}, due on ${format.day(dueAt)}`,
      preview: `${format.money(total, currency)}, due on ${format.day(dueAt)}. The invoice is attached.`,
      heading: 'Your new invoice',
      amount: format.money(total, currency),
      paragraphs: [
        `The invoice for ${customerName} is attached as a PDF. Pay it online, or by bank transfer as it says.`,
      ],
      facts: [
        { label: 'Invoice', value: invoiceNumber },
        { label: 'Due on', value: format.day(dueAt) },
      ],
      action: { label: 'Pay the invoice', url: payUrl },
    }),
    invoice_reminder: (
      { invoiceNumber, total, currency, customerName, level, isLast, dueAt, endsAt, bank, payUrl },
      { format },
    ) => ({
      subject: `${isLast ? 'Last reminder' : level === 1 ? 'Reminder' : `Reminder ${level}`}: invoice ${invoiceNumber} is overdue`,
      preview: `${format.money(total, currency)} were due on ${format.day(dueAt)}. The invoice is attached.`,
      heading: 'Your invoice is overdue',
      amount: format.money(total, currency),
      paragraphs: [
        `The invoice for ${customerName} was due on ${format.day(dueAt)}, and we have not received the payment yet.${level === 1 ? ' It may have slipped your attention.' : ''}`,
        'Please pay online, or by bank transfer with the invoice number as the reference.',
        ...(isLast ? ['This is our last reminder.'] : []),
        ...(endsAt ? [`Without payment, your subscription ends on ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Invoice', value: invoiceNumber },
        { label: 'Due since', value: format.day(dueAt) },
        { label: 'Account holder', value: bank.name },
        { label: 'IBAN', value: bank.iban },
        { label: 'BIC', value: bank.bic },
      ],
      action: { label: 'Pay the invoice', url: payUrl },
      closing: ['Did you pay in the last days? Then there is nothing more to do.'],
    }),
    payment_failed: (
      { invoiceNumber, total, currency, reason, reasonCode, nextAttemptAt, endsAt, payUrl },
      { format },
    ) => ({
      subject: `Your payment of ${format.money(total, currency)} did not go through`,
      preview: `Invoice ${invoiceNumber}. Nothing was charged.`,
      heading: 'Your payment did not go through',
      amount: format.money(total, currency),
      paragraphs: [
        `${reasonCode ? reasons[failureReason(reasonCode)] : reason} Nothing was charged.`,
        nextAttemptAt
          ? `We will try again on ${format.day(nextAttemptAt)}. You can also pay now, or with another payment method.`
          : 'We will not try again by ourselves. Please pay now, or with another payment method.',
        ...(endsAt ? [`Without payment, your subscription ends on ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Invoice', value: invoiceNumber },
        ...(nextAttemptAt ? [{ label: 'Next attempt', value: format.day(nextAttemptAt) }] : []),
      ],
      action: { label: 'Pay the invoice', url: payUrl },
    }),
    payment_action_needed: ({ invoiceNumber, total, currency, endsAt, payUrl }, { format }) => ({
      subject: `Please confirm your payment of ${format.money(total, currency)}`,
      preview: `Your bank asks you to confirm it. Nothing has been charged yet.`,
      heading: 'Please confirm your payment',
      amount: format.money(total, currency),
      paragraphs: [
        'Your bank asks you to confirm this payment yourself. Nothing has been charged yet; it takes a minute.',
        ...(endsAt ? [`Without payment, your subscription ends on ${format.day(endsAt)}.`] : []),
      ],
      facts: [{ label: 'Invoice', value: invoiceNumber }],
      action: { label: 'Confirm the payment', url: payUrl },
    }),
    subscription_ended_unpaid: ({ planName, endedAt, invoiceNumber, amountDue, currency, payUrl }, { format }) => ({
      subject: `Your ${planName} subscription has ended`,
      preview: `Invoice ${invoiceNumber} was not paid.`,
      heading: 'Your subscription has ended',
      amount: format.money(amountDue, currency),
      paragraphs: [
        `We could not collect this amount, so ${planName} ended on ${format.day(endedAt)}. We will not try to charge you again.`,
        'The amount is still due. You can pay it at any time; your data is kept, and you can subscribe again whenever you like.',
      ],
      facts: [
        { label: 'Invoice', value: invoiceNumber },
        { label: 'Ended on', value: format.day(endedAt) },
      ],
      action: { label: 'Pay the invoice', url: payUrl },
    }),
    refund_issued: ({ creditNoteNumber, invoiceNumber, amount, currency }, { format, appUrl }) => ({
      subject: `Your refund of ${format.money(amount, currency)}`,
      preview: `For invoice ${invoiceNumber}. The credit note is attached.`,
      heading: 'Your refund is on its way',
      amount: format.money(amount, currency),
      paragraphs: [
        'We refunded this amount to the payment method you paid with. Depending on your bank, it arrives within ten working days. The credit note is attached as a PDF.',
      ],
      facts: [
        { label: 'Credit note', value: creditNoteNumber },
        { label: 'For invoice', value: invoiceNumber },
      ],
      action: { label: 'View your invoices', url: `${appUrl}/portal/invoices` },
    }),
    credit_note_issued: ({ creditNoteNumber, invoiceNumber, amount, toBalance, currency }, { format, appUrl }) => ({
      subject: `Your credit of ${format.money(amount, currency)}`,
      preview: `For invoice ${invoiceNumber}. The credit note is attached.`,
      heading: 'You have a credit',
      amount: format.money(amount, currency),
      paragraphs: [
        toBalance === '0'
          ? 'It lowers what is due on the invoice. The credit note is attached as a PDF.'
          : `${format.money(toBalance, currency)} of it went to your balance and will pay your next invoices. The credit note is attached as a PDF.`,
      ],
      facts: [
        { label: 'Credit note', value: creditNoteNumber },
        { label: 'For invoice', value: invoiceNumber },
      ],
      action: { label: 'View your invoices', url: `${appUrl}/portal/invoices` },
    }),
    subscription_canceled: ({ planName, endsAt }, { format, appUrl }) => ({
      subject: `Your ${planName} subscription is cancelled`,
      preview: `It ends on ${format.day(endsAt)} and will not renew.`,
      heading: 'Your subscription is cancelled',
      paragraphs: [
        `${planName} ends on ${format.day(endsAt)} and will not renew. Your invoices stay in the portal.`,
        'Have you changed your mind? Until it ends, one click keeps it going.',
      ],
      facts: [
        { label: 'Plan', value: planName },
        { label: 'Ends on', value: format.day(endsAt) },
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
    }),
    subscription_resumed: ({ planName, renewsAt }, { format, appUrl }) => ({
      subject: `Your ${planName} subscription goes on`,
      preview: `It renews on ${format.day(renewsAt)}.`,
      heading: 'Good to have you still with us',
      paragraphs: [`Your subscription goes on without a break. ${planName} renews on ${format.day(renewsAt)}.`],
      facts: [
        { label: 'Plan', value: planName },
        { label: 'Renews on', value: format.day(renewsAt) },
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
    }),
    plan_changed: ({ fromPlan, toPlan, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `Your plan: ${toPlan} from ${format.day(effectiveAt)}`,
      preview: `You have changed from ${fromPlan} to ${toPlan}.`,
      heading: `${toPlan} from ${format.day(effectiveAt)}`,
      paragraphs: [`You have changed your plan from ${fromPlan} to ${toPlan}.`],
      facts: [
        { label: 'Plan', value: toPlan },
        { label: 'From', value: format.day(effectiveAt) },
        {
          label: 'Price excluding VAT',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'}`,
        },
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
    }),
    trial_ending: ({ planName, endsAt, amount, currency, interval, hasMethod, otherwise }, { format, appUrl }) => ({
      subject: `Your ${planName} trial ends on ${format.day(endsAt)}`,
      preview: hasMethod
        ? `From then on it costs ${format.money(amount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'}.`
        : 'Add a payment method to keep it.',
      heading: `Your trial ends on ${format.day(endsAt)}`,
      paragraphs: hasMethod
        ? [
            `${planName} then goes on as a paid subscription, and your payment method is charged. If you do not want that, cancel before.`,
          ]
        : [
            'There is no payment method on your account yet. Add one, and everything goes on without a break.',
            {
              CANCEL: 'Without one, your subscription ends with the trial. Nothing is charged.',
              PAUSE: 'Without one, your subscription is paused after the trial until you add one. Nothing is charged.',
              CREATE_INVOICE: 'Without one, you receive an invoice after the trial that you pay yourself.',
            }[otherwise],
          ],
      facts: [
        { label: 'Plan', value: planName },
        { label: 'Trial ends on', value: format.day(endsAt) },
        {
          label: 'Price excluding VAT',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'}`,
        },
      ],
      action: hasMethod
        ? { label: 'View the subscription', url: `${appUrl}/portal/subscription` }
        : { label: 'Add a payment method', url: `${appUrl}/portal/payment-methods/add` },
    }),
    trial_ended: ({ planName }, { appUrl }) => ({
      subject: `Your ${planName} trial has ended`,
      preview: 'Nothing was charged.',
      heading: 'Your trial has ended',
      paragraphs: [
        `Your trial of ${planName} is over and nothing was charged. Your data is kept: choose a plan or add a payment method, and you go on where you stopped.`,
      ],
      action: { label: 'Go on with New Concierge', url: `${appUrl}/portal` },
    }),
    subscription_paused: ({ planName, resumesAt, credited, currency }, { format, appUrl }) => ({
      subject: `Your ${planName} subscription is paused`,
      preview: resumesAt ? `It resumes on ${format.day(resumesAt)}.` : 'It resumes when you say so.',
      heading: 'Your subscription is paused',
      paragraphs: [
        resumesAt
          ? `Nothing is charged until ${format.day(resumesAt)}. Then ${planName} goes on by itself, with a new billing period.`
          : `Nothing is charged until you resume ${planName}. It then goes on with a new billing period.`,
        ...(credited === '0'
          ? []
          : [
              `We credited the unused part of your period, ${format.money(credited, currency)}, to your balance. It pays your next invoices.`,
            ]),
      ],
      facts: [
        { label: 'Plan', value: planName },
        ...(resumesAt ? [{ label: 'Resumes on', value: format.day(resumesAt) }] : []),
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
    }),
    renewal_upcoming: ({ planName, renewsAt, total, currency, paymentMethod }, { format, appUrl }) => ({
      subject: `${planName} renews on ${format.day(renewsAt)}`,
      preview: `${format.money(total, currency)} for another year.`,
      heading: `Your subscription renews on ${format.day(renewsAt)}`,
      amount: format.money(total, currency),
      paragraphs: [
        paymentMethod
          ? `${planName} then goes on for another year, and we charge this amount to your payment method.`
          : `${planName} then goes on for another year. There is no payment method on your account yet: add one before.`,
        'You can change your plan or cancel until then.',
      ],
      facts: [
        { label: 'Plan', value: planName },
        { label: 'Renews on', value: format.day(renewsAt) },
        ...(paymentMethod ? [{ label: 'Payment method', value: methodName(paymentMethod) }] : []),
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
    }),
    card_expiring: ({ paymentMethod, lastDay }, { format, appUrl }) => ({
      subject: `${methodName(paymentMethod)} expires this month`,
      preview: `It works until ${format.day(lastDay)}.`,
      heading: 'Your card expires soon',
      paragraphs: [
        `${methodName(paymentMethod)} works until ${format.day(lastDay)}. Add its successor or another payment method, so that your subscription goes on without a break.`,
      ],
      action: { label: 'Add a payment method', url: `${appUrl}/portal/payment-methods/add` },
      closing: ['If your bank has told us the new date already, there is nothing to do.'],
    }),
    dispute_opened: (
      { customerName, invoiceNumber, amount, currency, reason, isInquiry, respondBy, url },
      { format },
    ) => ({
      subject: isInquiry ? `A bank asks about invoice ${invoiceNumber}` : `Dispute over invoice ${invoiceNumber}`,
      preview: `${customerName}, ${format.money(amount, currency)}.`,
      heading: isInquiry ? 'A bank asks about a payment' : 'A payment is disputed',
      amount: format.money(amount, currency),
      paragraphs: [
        isInquiry
          ? `The bank of ${customerName} asks about this payment. No money was taken. A refund or an answer settles it.`
          : `The bank of ${customerName} took this payment back until it is decided. It cannot be refunded meanwhile.`,
        ...(respondBy ? [`Evidence can be handed in until ${format.day(respondBy)}.`] : []),
      ],
      facts: [
        { label: 'Customer', value: customerName },
        { label: 'Invoice', value: invoiceNumber },
        { label: 'Reason given', value: reason.replaceAll('_', ' ') },
      ],
      action: { label: 'Open the invoice', url },
    }),
    webhook_endpoint_disabled: ({ endpointUrl, gone, failingSince, url }, { format }) => ({
      subject: 'A webhook endpoint was switched off',
      preview: 'Nothing is sent to it until you switch it on again.',
      heading: 'A webhook endpoint was switched off',
      paragraphs: [
        gone
          ? 'Your endpoint answered that it is gone for good (410), so we switched it off.'
          : `Your endpoint has taken nothing since ${format.day(failingSince)}, so we switched it off.`,
        'Events are still recorded. Once it is on again, you can have everything sent that it missed.',
      ],
      facts: [
        { label: 'Endpoint', value: endpointUrl },
        { label: 'Failing since', value: format.day(failingSince) },
      ],
      action: { label: 'Open the endpoint', url },
    }),
    usage_threshold: ({ meterName, percent, used, included, hard, periodEnd }, { format, appUrl }) => {
      const isAll = percent >= 100
      return {
        subject: isAll
          ? `All of your ${meterName} allowance is used`
          : `${percent} % of your ${meterName} allowance is used`,
        preview: `${used} of ${included}.`,
        heading: isAll
          ? `All of your ${meterName} allowance is used`
          : `${percent} % of your ${meterName} allowance is used`,
        paragraphs: [
          isAll
            ? hard
              ? 'More is refused until there is more room: a larger plan or an add-on makes it at once.'
              : 'You can go on: what is beyond is charged at the end of the cycle, at the price of your plan.'
            : hard
              ? 'When all of it is used, more is refused.'
              : 'Beyond what is included, use goes on and is charged at the price of your plan.',
          ...(periodEnd ? [`The count begins anew on ${format.day(periodEnd)}.`] : []),
        ],
        facts: [
          { label: 'Used', value: used },
          { label: 'Included', value: included },
        ],
        action: { label: 'View your usage', url: `${appUrl}/portal/usage` },
        closing: ['You choose in the portal when you want to be told.'],
      }
    },
    spend_cap_reached: ({ cap, overage, currency, periodEnd }, { format, appUrl }) => ({
      subject: `Your spend cap of ${format.money(cap, currency)} is reached`,
      preview: 'What would cost more is refused until the next cycle.',
      heading: 'Your spend cap is reached',
      amount: format.money(overage, currency),
      paragraphs: [
        `What you used beyond your plan in this cycle costs ${format.money(overage, currency)} so far, excluding VAT. What would cost more is refused until ${format.day(periodEnd)}, unless you raise the cap.`,
      ],
      action: { label: 'Change the cap', url: `${appUrl}/portal/usage` },
    }),
    price_change: ({ planName, effectiveAt, fromAmount, toAmount, currency, interval }, { format, appUrl }) => ({
      subject: `A new price for ${planName} from ${format.day(effectiveAt)}`,
      preview: `${format.money(toAmount, currency)} instead of ${format.money(fromAmount, currency)}.`,
      heading: `A new price for ${planName}`,
      paragraphs: [
        `From your renewal on ${format.day(effectiveAt)}, ${planName} costs ${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'} instead of ${format.money(fromAmount, currency)}. Until then nothing changes.`,
      ],
      facts: [
        { label: 'Plan', value: planName },
        { label: 'From', value: format.day(effectiveAt) },
        {
          label: 'New price excluding VAT',
          value: `${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'}`,
        },
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
      closing: ['You can change your plan or cancel at any time before.'],
    }),
    price_change_withdrawn: ({ planName, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `The new price for ${planName} does not come`,
      preview: `It stays at ${format.money(amount, currency)}.`,
      heading: `${planName} keeps its price`,
      paragraphs: [
        `We told you about a new price for ${planName} from ${format.day(effectiveAt)}. It does not come: you keep paying ${format.money(amount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'}. There is nothing you need to do.`,
      ],
      facts: [
        { label: 'Plan', value: planName },
        {
          label: 'Price excluding VAT',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'a year' : 'a month'}`,
        },
      ],
      action: { label: 'View the subscription', url: `${appUrl}/portal/subscription` },
    }),
  },
  footer: {
    why: 'You receive this email because it concerns your account or your invoices at New Concierge.',
    vatId: 'VAT ID',
  },
}
