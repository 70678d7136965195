const another = 'Nothing was charged. Try another card or way to pay.'

export const paymentTexts = {
  scriptFailedTitle: 'The payment form could not be loaded',
  scriptFailedText: 'Nothing was charged. Check your connection or ad blocker, then reload the page.',
  secure: 'Your card details go straight to our payment provider, never to us.',
  problems: {
    unsure: {
      title: 'The answer of the bank was lost',
      text: 'We are checking whether the payment went through. Please do not pay again yet.',
    },
    authentication: {
      title: 'Your bank could not confirm that it is you',
      text: 'Nothing was charged. Try again and confirm with your bank, or use another card.',
    },
    declined: { title: 'Your card was declined', text: `${another} Your bank can tell you the reason.` },
    other: { title: 'The payment did not go through', text: another },
    codes: {
      insufficient_funds: { title: 'There is not enough money on this card', text: another },
      expired_card: { title: 'This card has expired', text: another },
      incorrect_cvc: {
        title: 'The security code is wrong',
        text: 'Nothing was charged. Check the code on your card and try again.',
      },
      incorrect_number: {
        title: 'The card number is wrong',
        text: 'Nothing was charged. Check the number and try again.',
      },
      lost_card: { title: 'Your card was declined', text: another },
      stolen_card: { title: 'Your card was declined', text: another },
      processing_error: {
        title: 'The card network had a problem',
        text: 'Nothing was charged. Wait a moment and try again.',
      },
    } as Record<string, { title: string; text: string } | undefined>,
  },
  failureReasons: {
    card_declined: 'The bank declined the card.',
    generic_decline: 'The bank declined the card.',
    insufficient_funds: 'There was not enough money on the card.',
    expired_card: 'The card had expired.',
    incorrect_cvc: 'The security code was wrong.',
    lost_card: 'The bank declined the card.',
    stolen_card: 'The bank declined the card.',
    processing_error: 'The card network had a problem.',
    authentication_required: 'The bank asked for your confirmation.',
    payment_intent_authentication_failure: 'The confirmation with the bank failed.',
  } as Record<string, string | undefined>,
  failureOther: 'The payment was refused.',
}
