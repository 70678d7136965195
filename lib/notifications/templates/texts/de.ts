import type { PaymentMethodFacts } from '../../kinds'
import { brandName } from '../brand-name'
import type { EmailTexts } from '../content'
import { failureReason, type FailureReason } from '../failure-reason'

const roles: Record<string, string> = {
  OWNER: 'als Inhaberin oder Inhaber',
  BILLING_MANAGER: 'für die Abrechnung',
  VIEWER: 'mit Leserecht',
}

const reasons: Record<FailureReason, string> = {
  insufficient_funds: 'Ihre Bank meldet, dass das Konto nicht ausreichend gedeckt ist.',
  expired_card: 'Die Karte ist abgelaufen.',
  wrong_security_code: 'Der Sicherheitscode der Karte stimmt nicht.',
  account_unusable: 'Das Konto kann nicht mehr belastet werden.',
  processing_error: 'Ihre Bank konnte die Zahlung nicht verarbeiten.',
  no_payment_method: 'Für Ihr Konto ist keine Zahlungsart hinterlegt.',
  declined: 'Ihre Bank hat die Zahlung abgelehnt.',
}

function methodName({ type, brand, last4 }: PaymentMethodFacts): string {
  if (type === 'paypal') return 'PayPal'
  if (type === 'bank_transfer') return 'Überweisung'
  const name = type === 'sepa_debit' ? 'SEPA-Lastschrift' : brand ? brandName(brand) : 'Karte'
  return last4 ? `${name} mit Endziffern ${last4}` : name
}

export const de: EmailTexts = {
  kinds: {
    welcome: ({ name }, { appUrl }) => ({
      subject: 'Willkommen bei New Concierge',
      preview: 'Ihr Konto ist bereit.',
      heading: `Willkommen, ${name}`,
      paragraphs: [
        'Ihr Konto ist bereit. Im Portal wählen Sie Ihren Tarif, sehen, was Sie wann zahlen, und finden jede Rechnung.',
      ],
      action: { label: 'Portal öffnen', url: `${appUrl}/portal` },
      closing: ['Ist etwas unklar? Antworten Sie auf diese E-Mail, sie wird von einem Menschen gelesen.'],
    }),
    password_reset: ({ name, url, expiresInMinutes }, { format }) => ({
      subject: 'Neues Passwort wählen',
      preview: `Der Link gilt einmal, ${format.minutes(expiresInMinutes)} lang.`,
      heading: 'Neues Passwort wählen',
      paragraphs: [`Guten Tag ${name}, Sie haben ein neues Passwort für Ihr Konto bei New Concierge angefordert.`],
      action: { label: 'Neues Passwort wählen', url },
      closing: [
        `Der Link gilt einmal, ${format.minutes(expiresInMinutes)} lang.`,
        'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist.',
      ],
    }),
    invitation: ({ inviterName, customerName, role, url }) => ({
      subject: `${inviterName} lädt Sie zu ${customerName} ein`,
      preview: `Betreuen Sie das Abonnement von ${customerName} bei New Concierge.`,
      heading: `Einladung zu ${customerName}`,
      paragraphs: [
        `${inviterName} lädt Sie ein, Abonnement und Rechnungen von ${customerName} bei New Concierge zu betreuen – ${roles[role] ?? 'als Mitglied'}.`,
      ],
      action: { label: 'Einladung annehmen', url },
      closing: [`Wenn Sie ${inviterName} nicht kennen, ignorieren Sie diese E-Mail.`],
    }),
    invoice_paid: (
      { invoiceId, invoiceNumber, total, currency, customerName, paidAt, method, paymentMethod },
      { format, appUrl },
    ) => {
      const paidWith = paymentMethod ? methodName(paymentMethod) : method
      return {
        subject: `Zahlungsbeleg zur Rechnung ${invoiceNumber}`,
        preview: `Wir haben ${format.money(total, currency)} erhalten. Die Rechnung liegt bei.`,
        heading: 'Vielen Dank für Ihre Zahlung',
        amount: format.money(total, currency),
        paragraphs: [`Ihre Zahlung ist eingegangen. Die Rechnung für ${customerName} liegt als PDF bei.`],
        facts: [
          { label: 'Rechnung', value: invoiceNumber },
          { label: 'Bezahlt am', value: format.day(paidAt) },
          ...(paidWith ? [{ label: 'Zahlungsart', value: paidWith }] : []),
        ],
        action: { label: 'Rechnung ansehen', url: `${appUrl}/portal/invoices/${invoiceId}` },
      }
    },
    invoice_open: ({ invoiceNumber, total, currency, customerName, dueAt, payUrl }, { format }) => ({
      subject: `Rechnung ${invoiceNumber}, fällig am ${format.day(dueAt)}`,
      preview: `${format.money(total, currency)}, fällig am ${format.day(dueAt)}. Die Rechnung liegt bei.`,
      heading: 'Ihre neue Rechnung',
      amount: format.money(total, currency),
      paragraphs: [
        `Die Rechnung für ${customerName} liegt als PDF bei. Zahlen Sie online oder per Überweisung, wie dort angegeben.`,
      ],
      facts: [
        { label: 'Rechnung', value: invoiceNumber },
        { label: 'Fällig am', value: format.day(dueAt) },
      ],
      action: { label: 'Rechnung bezahlen', url: payUrl },
    }),
    invoice_reminder: (
      { invoiceNumber, total, currency, customerName, level, isLast, dueAt, endsAt, bank, payUrl },
      { format },
    ) => ({
      subject: `${isLast ? 'Letzte Mahnung' : level === 1 ? 'Zahlungserinnerung' : `${level - 1}. Mahnung`}: Rechnung ${invoiceNumber} ist überfällig`,
      preview: `${format.money(total, currency)} waren am ${format.day(dueAt)} fällig. Die Rechnung liegt bei.`,
      heading: 'Ihre Rechnung ist überfällig',
      amount: format.money(total, currency),
      paragraphs: [
        `Die Rechnung für ${customerName} war am ${format.day(dueAt)} fällig; eine Zahlung haben wir noch nicht erhalten.${level === 1 ? ' Vielleicht ist sie Ihnen entgangen.' : ''}`,
        'Bitte zahlen Sie online oder per Überweisung mit der Rechnungsnummer als Verwendungszweck.',
        ...(isLast ? ['Dies ist unsere letzte Mahnung.'] : []),
        ...(endsAt ? [`Ohne Zahlung endet Ihr Abonnement am ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Rechnung', value: invoiceNumber },
        { label: 'Fällig seit', value: format.day(dueAt) },
        { label: 'Kontoinhaber', value: bank.name },
        { label: 'IBAN', value: bank.iban },
        { label: 'BIC', value: bank.bic },
      ],
      action: { label: 'Rechnung bezahlen', url: payUrl },
      closing: ['Haben Sie in den letzten Tagen gezahlt? Dann ist nichts weiter zu tun.'],
    }),
    payment_failed: ({ invoiceNumber, total, currency, reasonCode, nextAttemptAt, endsAt, payUrl }, { format }) => ({
      subject: `Ihre Zahlung über ${format.money(total, currency)} ist fehlgeschlagen`,
      preview: `Rechnung ${invoiceNumber}. Es wurde nichts abgebucht.`,
      heading: 'Ihre Zahlung ist fehlgeschlagen',
      amount: format.money(total, currency),
      paragraphs: [
        `${reasons[failureReason(reasonCode)]} Es wurde nichts abgebucht.`,
        nextAttemptAt
          ? `Am ${format.day(nextAttemptAt)} versuchen wir es erneut. Sie können auch jetzt zahlen oder eine andere Zahlungsart wählen.`
          : 'Von uns aus versuchen wir es nicht noch einmal. Bitte zahlen Sie jetzt oder wählen Sie eine andere Zahlungsart.',
        ...(endsAt ? [`Ohne Zahlung endet Ihr Abonnement am ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Rechnung', value: invoiceNumber },
        ...(nextAttemptAt ? [{ label: 'Nächster Versuch', value: format.day(nextAttemptAt) }] : []),
      ],
      action: { label: 'Rechnung bezahlen', url: payUrl },
    }),
    payment_action_needed: ({ invoiceNumber, total, currency, endsAt, payUrl }, { format }) => ({
      subject: `Bitte bestätigen Sie Ihre Zahlung über ${format.money(total, currency)}`,
      preview: 'Ihre Bank bittet um Ihre Bestätigung. Es wurde noch nichts abgebucht.',
      heading: 'Bitte bestätigen Sie Ihre Zahlung',
      amount: format.money(total, currency),
      paragraphs: [
        'Ihre Bank bittet Sie, diese Zahlung selbst zu bestätigen. Es wurde noch nichts abgebucht; es dauert eine Minute.',
        ...(endsAt ? [`Ohne Zahlung endet Ihr Abonnement am ${format.day(endsAt)}.`] : []),
      ],
      facts: [{ label: 'Rechnung', value: invoiceNumber }],
      action: { label: 'Zahlung bestätigen', url: payUrl },
    }),
    subscription_ended_unpaid: ({ planName, endedAt, invoiceNumber, amountDue, currency, payUrl }, { format }) => ({
      subject: `Ihr Abonnement ${planName} ist beendet`,
      preview: `Die Rechnung ${invoiceNumber} wurde nicht bezahlt.`,
      heading: 'Ihr Abonnement ist beendet',
      amount: format.money(amountDue, currency),
      paragraphs: [
        `Wir konnten diesen Betrag nicht einziehen. ${planName} ist deshalb am ${format.day(endedAt)} beendet worden. Weitere Abbuchungen versuchen wir nicht.`,
        'Der Betrag ist weiterhin fällig, Sie können ihn jederzeit bezahlen. Ihre Daten bleiben erhalten, und Sie können jederzeit neu abonnieren.',
      ],
      facts: [
        { label: 'Rechnung', value: invoiceNumber },
        { label: 'Beendet am', value: format.day(endedAt) },
      ],
      action: { label: 'Rechnung bezahlen', url: payUrl },
    }),
    refund_issued: ({ creditNoteNumber, invoiceNumber, amount, currency }, { format, appUrl }) => ({
      subject: `Ihre Erstattung über ${format.money(amount, currency)}`,
      preview: `Zur Rechnung ${invoiceNumber}. Die Rechnungskorrektur liegt bei.`,
      heading: 'Ihre Erstattung ist unterwegs',
      amount: format.money(amount, currency),
      paragraphs: [
        'Wir haben diesen Betrag auf die verwendete Zahlungsart erstattet. Je nach Bank ist er innerhalb von zehn Werktagen da. Die Rechnungskorrektur liegt als PDF bei.',
      ],
      facts: [
        { label: 'Rechnungskorrektur', value: creditNoteNumber },
        { label: 'Zur Rechnung', value: invoiceNumber },
      ],
      action: { label: 'Rechnungen ansehen', url: `${appUrl}/portal/invoices` },
    }),
    credit_note_issued: ({ creditNoteNumber, invoiceNumber, amount, toBalance, currency }, { format, appUrl }) => ({
      subject: `Ihre Gutschrift über ${format.money(amount, currency)}`,
      preview: `Zur Rechnung ${invoiceNumber}. Die Rechnungskorrektur liegt bei.`,
      heading: 'Wir haben Ihnen etwas gutgeschrieben',
      amount: format.money(amount, currency),
      paragraphs: [
        toBalance === '0'
          ? 'Der offene Betrag der Rechnung ist entsprechend niedriger. Die Rechnungskorrektur liegt als PDF bei.'
          : `${format.money(toBalance, currency)} davon stehen auf Ihrem Guthaben und werden mit den nächsten Rechnungen verrechnet. Die Rechnungskorrektur liegt als PDF bei.`,
      ],
      facts: [
        { label: 'Rechnungskorrektur', value: creditNoteNumber },
        { label: 'Zur Rechnung', value: invoiceNumber },
      ],
      action: { label: 'Rechnungen ansehen', url: `${appUrl}/portal/invoices` },
    }),
    subscription_canceled: ({ planName, endsAt }, { format, appUrl }) => ({
      subject: `Ihr Abonnement ${planName} ist gekündigt`,
      preview: `Es endet am ${format.day(endsAt)} und verlängert sich nicht.`,
      heading: 'Ihr Abonnement ist gekündigt',
      paragraphs: [
        `${planName} endet am ${format.day(endsAt)} und verlängert sich nicht. Ihre Rechnungen bleiben im Portal.`,
        'Haben Sie es sich anders überlegt? Bis zum Ende genügt ein Klick, und es geht weiter.',
      ],
      facts: [
        { label: 'Tarif', value: planName },
        { label: 'Endet am', value: format.day(endsAt) },
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
    }),
    subscription_resumed: ({ planName, renewsAt }, { format, appUrl }) => ({
      subject: `Ihr Abonnement ${planName} läuft weiter`,
      preview: `Es verlängert sich am ${format.day(renewsAt)}.`,
      heading: 'Schön, dass Sie bleiben',
      paragraphs: [
        `Ihr Abonnement läuft ohne Unterbrechung weiter. ${planName} verlängert sich am ${format.day(renewsAt)}.`,
      ],
      facts: [
        { label: 'Tarif', value: planName },
        { label: 'Verlängert sich am', value: format.day(renewsAt) },
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
    }),
    plan_changed: ({ fromPlan, toPlan, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `Ihr Tarif: ${toPlan} ab ${format.day(effectiveAt)}`,
      preview: `Sie haben von ${fromPlan} zu ${toPlan} gewechselt.`,
      heading: `${toPlan} ab ${format.day(effectiveAt)}`,
      paragraphs: [`Sie haben Ihren Tarif von ${fromPlan} zu ${toPlan} gewechselt.`],
      facts: [
        { label: 'Tarif', value: toPlan },
        { label: 'Ab', value: format.day(effectiveAt) },
        {
          label: 'Preis ohne Umsatzsteuer',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'}`,
        },
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
    }),
    trial_ending: ({ planName, endsAt, amount, currency, interval, hasMethod, otherwise }, { format, appUrl }) => ({
      subject: `Ihre Testphase für ${planName} endet am ${format.day(endsAt)}`,
      preview: hasMethod
        ? `Danach kostet das Abonnement ${format.money(amount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'}.`
        : 'Hinterlegen Sie eine Zahlungsart, um weiterzumachen.',
      heading: `Ihre Testphase endet am ${format.day(endsAt)}`,
      paragraphs: hasMethod
        ? [
            `${planName} läuft danach als bezahltes Abonnement weiter, und Ihre Zahlungsart wird belastet. Wenn Sie das nicht möchten, kündigen Sie vorher.`,
          ]
        : [
            'In Ihrem Konto ist noch keine Zahlungsart hinterlegt. Ergänzen Sie eine, dann geht alles ohne Unterbrechung weiter.',
            {
              CANCEL: 'Ohne Zahlungsart endet Ihr Abonnement mit der Testphase. Es wird nichts berechnet.',
              PAUSE:
                'Ohne Zahlungsart pausiert Ihr Abonnement nach der Testphase, bis Sie eine ergänzen. Es wird nichts berechnet.',
              CREATE_INVOICE:
                'Ohne Zahlungsart erhalten Sie nach der Testphase eine Rechnung, die Sie selbst bezahlen.',
            }[otherwise],
          ],
      facts: [
        { label: 'Tarif', value: planName },
        { label: 'Testphase endet am', value: format.day(endsAt) },
        {
          label: 'Preis ohne Umsatzsteuer',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'}`,
        },
      ],
      action: hasMethod
        ? { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` }
        : { label: 'Zahlungsart hinterlegen', url: `${appUrl}/portal/payment-methods/add` },
    }),
    trial_ended: ({ planName }, { appUrl }) => ({
      subject: `Ihre Testphase für ${planName} ist beendet`,
      preview: 'Es wurde nichts berechnet.',
      heading: 'Ihre Testphase ist beendet',
      paragraphs: [
        `Ihre Testphase für ${planName} ist vorbei, und es wurde nichts berechnet. Ihre Daten bleiben erhalten: Wählen Sie einen Tarif oder hinterlegen Sie eine Zahlungsart, dann machen Sie dort weiter, wo Sie aufgehört haben.`,
      ],
      action: { label: 'Mit New Concierge weitermachen', url: `${appUrl}/portal` },
    }),
    subscription_paused: ({ planName, resumesAt, credited, currency }, { format, appUrl }) => ({
      subject: `Ihr Abonnement ${planName} pausiert`,
      preview: resumesAt ? `Es läuft am ${format.day(resumesAt)} weiter.` : 'Es läuft weiter, sobald Sie es möchten.',
      heading: 'Ihr Abonnement pausiert',
      paragraphs: [
        resumesAt
          ? `Bis zum ${format.day(resumesAt)} wird nichts berechnet. Danach läuft ${planName} von selbst mit einem neuen Abrechnungszeitraum weiter.`
          : `Es wird nichts berechnet, bis Sie ${planName} fortsetzen. Dann beginnt ein neuer Abrechnungszeitraum.`,
        ...(credited === '0'
          ? []
          : [
              `Den nicht genutzten Teil Ihres Zeitraums, ${format.money(credited, currency)}, haben wir Ihrem Guthaben gutgeschrieben. Es wird mit den nächsten Rechnungen verrechnet.`,
            ]),
      ],
      facts: [
        { label: 'Tarif', value: planName },
        ...(resumesAt ? [{ label: 'Läuft weiter am', value: format.day(resumesAt) }] : []),
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
    }),
    renewal_upcoming: ({ planName, renewsAt, total, currency, paymentMethod }, { format, appUrl }) => ({
      subject: `${planName} verlängert sich am ${format.day(renewsAt)}`,
      preview: `${format.money(total, currency)} für ein weiteres Jahr.`,
      heading: `Ihr Abonnement verlängert sich am ${format.day(renewsAt)}`,
      amount: format.money(total, currency),
      paragraphs: [
        paymentMethod
          ? `${planName} läuft dann ein weiteres Jahr, und wir belasten Ihre Zahlungsart mit diesem Betrag.`
          : `${planName} läuft dann ein weiteres Jahr. Für Ihr Konto ist noch keine Zahlungsart hinterlegt: Ergänzen Sie vorher eine.`,
        'Bis dahin können Sie den Tarif wechseln oder kündigen.',
      ],
      facts: [
        { label: 'Tarif', value: planName },
        { label: 'Verlängert sich am', value: format.day(renewsAt) },
        ...(paymentMethod ? [{ label: 'Zahlungsart', value: methodName(paymentMethod) }] : []),
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
    }),
    card_expiring: ({ paymentMethod, lastDay }, { format, appUrl }) => ({
      subject: `${methodName(paymentMethod)} läuft diesen Monat ab`,
      preview: `Sie gilt noch bis ${format.day(lastDay)}.`,
      heading: 'Ihre Karte läuft bald ab',
      paragraphs: [
        `${methodName(paymentMethod)} gilt noch bis ${format.day(lastDay)}. Hinterlegen Sie die neue Karte oder eine andere Zahlungsart, damit Ihr Abonnement ohne Unterbrechung weiterläuft.`,
      ],
      action: { label: 'Zahlungsart hinterlegen', url: `${appUrl}/portal/payment-methods/add` },
      closing: ['Hat Ihre Bank uns das neue Datum schon mitgeteilt, ist nichts zu tun.'],
    }),
    dispute_opened: (
      { customerName, invoiceNumber, amount, currency, reason, isInquiry, respondBy, url },
      { format },
    ) => ({
      subject: isInquiry
        ? `Rückfrage einer Bank zur Rechnung ${invoiceNumber}`
        : `Zahlung zur Rechnung ${invoiceNumber} angefochten`,
      preview: `${customerName}, ${format.money(amount, currency)}.`,
      heading: isInquiry ? 'Eine Bank fragt nach einer Zahlung' : 'Eine Zahlung wurde angefochten',
      amount: format.money(amount, currency),
      paragraphs: [
        isInquiry
          ? `Die Bank von ${customerName} fragt nach dieser Zahlung. Es wurde kein Geld entzogen. Eine Erstattung oder eine Antwort erledigt die Sache.`
          : `Die Bank von ${customerName} hat diese Zahlung zurückgeholt, bis entschieden ist. So lange kann sie nicht erstattet werden.`,
        ...(respondBy ? [`Belege können bis ${format.day(respondBy)} eingereicht werden.`] : []),
      ],
      facts: [
        { label: 'Kunde', value: customerName },
        { label: 'Rechnung', value: invoiceNumber },
        { label: 'Angegebener Grund', value: reason.replaceAll('_', ' ') },
      ],
      action: { label: 'Rechnung öffnen', url },
    }),
    webhook_endpoint_disabled: ({ endpointUrl, gone, failingSince, url }, { format }) => ({
      subject: 'Ein Webhook-Endpunkt wurde abgeschaltet',
      preview: 'Es wird nichts mehr an ihn gesendet, bis Sie ihn wieder einschalten.',
      heading: 'Ein Webhook-Endpunkt wurde abgeschaltet',
      paragraphs: [
        gone
          ? 'Ihr Endpunkt hat geantwortet, dass es ihn nicht mehr gibt (410). Wir haben ihn deshalb abgeschaltet.'
          : `Ihr Endpunkt hat seit dem ${format.day(failingSince)} nichts mehr angenommen. Wir haben ihn deshalb abgeschaltet.`,
        'Ereignisse werden weiter festgehalten. Ist er wieder eingeschaltet, können Sie sich alles senden lassen, was er verpasst hat.',
      ],
      facts: [
        { label: 'Endpunkt', value: endpointUrl },
        { label: 'Ohne Erfolg seit', value: format.day(failingSince) },
      ],
      action: { label: 'Endpunkt öffnen', url },
    }),
    usage_threshold: ({ meterName, percent, used, included, hard, periodEnd }, { format, appUrl }) => {
      const isAll = percent >= 100
      return {
        subject: isAll
          ? `Ihr Kontingent an ${meterName} ist aufgebraucht`
          : `${percent} % Ihres Kontingents an ${meterName} sind verbraucht`,
        preview: `${used} von ${included}.`,
        heading: isAll
          ? `Ihr Kontingent an ${meterName} ist aufgebraucht`
          : `${percent} % Ihres Kontingents an ${meterName} sind verbraucht`,
        paragraphs: [
          isAll
            ? hard
              ? 'Mehr wird abgelehnt, bis wieder Platz ist: Ein größerer Tarif oder ein Zusatzpaket schafft ihn sofort.'
              : 'Sie können weitermachen: Was darüber hinausgeht, wird am Ende des Zeitraums zum Preis Ihres Tarifs berechnet.'
            : hard
              ? 'Ist alles verbraucht, wird mehr abgelehnt.'
              : 'Über das Enthaltene hinaus geht es weiter und wird zum Preis Ihres Tarifs berechnet.',
          ...(periodEnd ? [`Die Zählung beginnt am ${format.day(periodEnd)} von vorn.`] : []),
        ],
        facts: [
          { label: 'Verbraucht', value: used },
          { label: 'Enthalten', value: included },
        ],
        action: { label: 'Verbrauch ansehen', url: `${appUrl}/portal/usage` },
        closing: ['Im Portal bestimmen Sie, wann wir Sie benachrichtigen.'],
      }
    },
    spend_cap_reached: ({ cap, overage, currency, periodEnd }, { format, appUrl }) => ({
      subject: `Ihre Ausgabengrenze von ${format.money(cap, currency)} ist erreicht`,
      preview: 'Was mehr kosten würde, wird bis zum nächsten Zeitraum abgelehnt.',
      heading: 'Ihre Ausgabengrenze ist erreicht',
      amount: format.money(overage, currency),
      paragraphs: [
        `Ihr Verbrauch über den Tarif hinaus kostet in diesem Zeitraum bisher ${format.money(overage, currency)} ohne Umsatzsteuer. Was mehr kosten würde, wird bis zum ${format.day(periodEnd)} abgelehnt, es sei denn, Sie erhöhen die Grenze.`,
      ],
      action: { label: 'Grenze ändern', url: `${appUrl}/portal/usage` },
    }),
    price_change: ({ planName, effectiveAt, fromAmount, toAmount, currency, interval }, { format, appUrl }) => ({
      subject: `Neuer Preis für ${planName} ab ${format.day(effectiveAt)}`,
      preview: `${format.money(toAmount, currency)} statt ${format.money(fromAmount, currency)}.`,
      heading: `Neuer Preis für ${planName}`,
      paragraphs: [
        `Ab Ihrer Verlängerung am ${format.day(effectiveAt)} kostet ${planName} ${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'} statt ${format.money(fromAmount, currency)}. Bis dahin ändert sich nichts.`,
      ],
      facts: [
        { label: 'Tarif', value: planName },
        { label: 'Ab', value: format.day(effectiveAt) },
        {
          label: 'Neuer Preis ohne Umsatzsteuer',
          value: `${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'}`,
        },
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
      closing: ['Bis dahin können Sie jederzeit den Tarif wechseln oder kündigen.'],
    }),
    price_change_withdrawn: ({ planName, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `Der neue Preis für ${planName} entfällt`,
      preview: `Es bleibt bei ${format.money(amount, currency)}.`,
      heading: `${planName} behält den Preis`,
      paragraphs: [
        `Wir hatten Ihnen für ${planName} ab ${format.day(effectiveAt)} einen neuen Preis angekündigt. Er entfällt: Sie zahlen weiterhin ${format.money(amount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'}. Sie müssen nichts tun.`,
      ],
      facts: [
        { label: 'Tarif', value: planName },
        {
          label: 'Preis ohne Umsatzsteuer',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'im Jahr' : 'im Monat'}`,
        },
      ],
      action: { label: 'Abonnement ansehen', url: `${appUrl}/portal/subscription` },
    }),
  },
  footer: {
    why: 'Sie erhalten diese E-Mail, weil sie Ihr Konto oder Ihre Rechnungen bei New Concierge betrifft.',
    vatId: 'USt-IdNr.',
  },
}
