import type { PaymentMethodFacts } from '../../kinds'
import { brandName } from '../brand-name'
import type { EmailTexts } from '../content'
import { failureReason, type FailureReason } from '../failure-reason'

const roles: Record<string, string> = {
  OWNER: 'als eigenaar',
  BILLING_MANAGER: 'als facturatiebeheerder',
  VIEWER: 'met leesrechten',
}

const reasons: Record<FailureReason, string> = {
  insufficient_funds: 'Uw bank meldt dat het saldo van de rekening ontoereikend is.',
  expired_card: 'De kaart is verlopen.',
  wrong_security_code: 'De beveiligingscode van de kaart klopt niet.',
  account_unusable: 'De rekening kan niet meer worden belast.',
  processing_error: 'Uw bank kon de betaling niet verwerken.',
  no_payment_method: 'Er is geen betaalmethode aan uw account gekoppeld.',
  declined: 'Uw bank heeft de betaling geweigerd.',
}

function methodName({ type, brand, last4 }: PaymentMethodFacts): string {
  if (type === 'paypal') return 'PayPal'
  if (type === 'bank_transfer') return 'Overschrijving'
  const name = type === 'sepa_debit' ? 'SEPA-incasso' : brand ? brandName(brand) : 'Kaart'
  return last4 ? `${name} eindigend op ${last4}` : name
}

export const nl: EmailTexts = {
  kinds: {
    welcome: ({ name }, { appUrl }) => ({
      subject: 'Welkom bij New Concierge',
      preview: 'Uw account staat klaar.',
      heading: `Welkom, ${name}`,
      paragraphs: [
        'Uw account staat klaar. In het portaal kiest u uw abonnement, ziet u wat u wanneer betaalt en vindt u elke factuur.',
      ],
      action: { label: 'Portaal openen', url: `${appUrl}/portal` },
      closing: ['Is er iets onduidelijk? Beantwoord deze e-mail, een mens leest hem.'],
    }),
    password_reset: ({ name, url, expiresInMinutes }, { format }) => ({
      subject: 'Kies een nieuw wachtwoord',
      preview: `De link werkt één keer, ${format.minutes(expiresInMinutes)} lang.`,
      heading: 'Kies een nieuw wachtwoord',
      paragraphs: [`Dag ${name}, u hebt een nieuw wachtwoord aangevraagd voor uw account bij New Concierge.`],
      action: { label: 'Nieuw wachtwoord kiezen', url },
      closing: [
        `De link werkt één keer, ${format.minutes(expiresInMinutes)} lang.`,
        'Hebt u dit niet aangevraagd? Negeer deze e-mail dan: uw wachtwoord blijft zoals het is.',
      ],
    }),
    invitation: ({ inviterName, customerName, role, url }) => ({
      subject: `${inviterName} nodigt u uit voor ${customerName}`,
      preview: `Beheer het abonnement van ${customerName} bij New Concierge.`,
      heading: `Uitnodiging voor ${customerName}`,
      paragraphs: [
        `${inviterName} nodigt u uit om het abonnement en de facturen van ${customerName} bij New Concierge te beheren, ${roles[role] ?? 'als lid'}.`,
      ],
      action: { label: 'Uitnodiging aannemen', url },
      closing: [`Kent u ${inviterName} niet? Negeer deze e-mail dan.`],
    }),
    invoice_paid: (
      { invoiceId, invoiceNumber, total, currency, customerName, paidAt, method, paymentMethod },
      { format, appUrl },
    ) => {
      const paidWith = paymentMethod ? methodName(paymentMethod) : method
      return {
        subject: `Betaalbewijs voor factuur ${invoiceNumber}`,
        preview: `We hebben ${format.money(total, currency)} ontvangen. De factuur is bijgevoegd.`,
        heading: 'Dank u voor uw betaling',
        amount: format.money(total, currency),
        paragraphs: [`We hebben uw betaling ontvangen. De factuur voor ${customerName} is als pdf bijgevoegd.`],
        facts: [
          { label: 'Factuur', value: invoiceNumber },
          { label: 'Betaald op', value: format.day(paidAt) },
          ...(paidWith ? [{ label: 'Betaalmethode', value: paidWith }] : []),
        ],
        action: { label: 'Factuur bekijken', url: `${appUrl}/portal/invoices/${invoiceId}` },
      }
    },
    invoice_open: ({ invoiceNumber, total, currency, customerName, dueAt, payUrl }, { format }) => ({
      subject: `Factuur ${invoiceNumber}, te betalen uiterlijk ${format.day(dueAt)}`,
      preview: `${format.money(total, currency)}, te betalen uiterlijk ${format.day(dueAt)}. De factuur is bijgevoegd.`,
      heading: 'Uw nieuwe factuur',
      amount: format.money(total, currency),
      paragraphs: [
        `De factuur voor ${customerName} is als pdf bijgevoegd. Betaal online, of per overschrijving zoals vermeld.`,
      ],
      facts: [
        { label: 'Factuur', value: invoiceNumber },
        { label: 'Vervaldatum', value: format.day(dueAt) },
      ],
      action: { label: 'Factuur betalen', url: payUrl },
    }),
    invoice_reminder: (
      { invoiceNumber, total, currency, customerName, level, isLast, dueAt, endsAt, bank, payUrl },
      { format },
    ) => ({
      subject: `${isLast ? 'Laatste herinnering' : level === 1 ? 'Herinnering' : `Herinnering ${level}`}: factuur ${invoiceNumber} is vervallen`,
      preview: `${format.money(total, currency)} had op ${format.day(dueAt)} betaald moeten zijn. De factuur is bijgevoegd.`,
      heading: 'Uw factuur is vervallen',
      amount: format.money(total, currency),
      paragraphs: [
        `De factuur voor ${customerName} had op ${format.day(dueAt)} betaald moeten zijn; we hebben nog geen betaling ontvangen.${level === 1 ? ' Misschien is ze u ontgaan.' : ''}`,
        'Betaal online, of per overschrijving met het factuurnummer als kenmerk.',
        ...(isLast ? ['Dit is onze laatste herinnering.'] : []),
        ...(endsAt ? [`Zonder betaling eindigt uw abonnement op ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Factuur', value: invoiceNumber },
        { label: 'Vervallen sinds', value: format.day(dueAt) },
        { label: 'Rekeninghouder', value: bank.name },
        { label: 'IBAN', value: bank.iban },
        { label: 'BIC', value: bank.bic },
      ],
      action: { label: 'Factuur betalen', url: payUrl },
      closing: ['Hebt u de afgelopen dagen betaald? Dan hoeft u niets meer te doen.'],
    }),
    payment_failed: ({ invoiceNumber, total, currency, reasonCode, nextAttemptAt, endsAt, payUrl }, { format }) => ({
      subject: `Uw betaling van ${format.money(total, currency)} is mislukt`,
      preview: `Factuur ${invoiceNumber}. Er is niets afgeschreven.`,
      heading: 'Uw betaling is mislukt',
      amount: format.money(total, currency),
      paragraphs: [
        `${reasons[failureReason(reasonCode)]} Er is niets afgeschreven.`,
        nextAttemptAt
          ? `Op ${format.day(nextAttemptAt)} proberen we het opnieuw. U kunt ook nu betalen, of met een andere betaalmethode.`
          : 'We proberen het niet uit onszelf opnieuw. Betaal nu, of met een andere betaalmethode.',
        ...(endsAt ? [`Zonder betaling eindigt uw abonnement op ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Factuur', value: invoiceNumber },
        ...(nextAttemptAt ? [{ label: 'Volgende poging', value: format.day(nextAttemptAt) }] : []),
      ],
      action: { label: 'Factuur betalen', url: payUrl },
    }),
    payment_action_needed: ({ invoiceNumber, total, currency, endsAt, payUrl }, { format }) => ({
      subject: `Bevestig uw betaling van ${format.money(total, currency)}`,
      preview: 'Uw bank vraagt om uw bevestiging. Er is nog niets afgeschreven.',
      heading: 'Bevestig uw betaling',
      amount: format.money(total, currency),
      paragraphs: [
        'Uw bank vraagt u om deze betaling zelf te bevestigen. Er is nog niets afgeschreven; het duurt een minuut.',
        ...(endsAt ? [`Zonder betaling eindigt uw abonnement op ${format.day(endsAt)}.`] : []),
      ],
      facts: [{ label: 'Factuur', value: invoiceNumber }],
      action: { label: 'Betaling bevestigen', url: payUrl },
    }),
    subscription_ended_unpaid: ({ planName, endedAt, invoiceNumber, amountDue, currency, payUrl }, { format }) => ({
      subject: `Uw abonnement ${planName} is beëindigd`,
      preview: `Factuur ${invoiceNumber} is niet betaald.`,
      heading: 'Uw abonnement is beëindigd',
      amount: format.money(amountDue, currency),
      paragraphs: [
        `We konden dit bedrag niet innen. Daarom is ${planName} op ${format.day(endedAt)} beëindigd. We proberen niet meer af te schrijven.`,
        'Het bedrag blijft verschuldigd en u kunt het op elk moment betalen. Uw gegevens blijven bewaard en u kunt altijd opnieuw een abonnement nemen.',
      ],
      facts: [
        { label: 'Factuur', value: invoiceNumber },
        { label: 'Beëindigd op', value: format.day(endedAt) },
      ],
      action: { label: 'Factuur betalen', url: payUrl },
    }),
    refund_issued: ({ creditNoteNumber, invoiceNumber, amount, currency }, { format, appUrl }) => ({
      subject: `Uw terugbetaling van ${format.money(amount, currency)}`,
      preview: `Voor factuur ${invoiceNumber}. De creditfactuur is bijgevoegd.`,
      heading: 'Uw terugbetaling is onderweg',
      amount: format.money(amount, currency),
      paragraphs: [
        'We hebben dit bedrag terugbetaald via de gebruikte betaalmethode. Afhankelijk van uw bank ontvangt u het binnen tien werkdagen. De creditfactuur is als pdf bijgevoegd.',
      ],
      facts: [
        { label: 'Creditfactuur', value: creditNoteNumber },
        { label: 'Voor factuur', value: invoiceNumber },
      ],
      action: { label: 'Facturen bekijken', url: `${appUrl}/portal/invoices` },
    }),
    credit_note_issued: ({ creditNoteNumber, invoiceNumber, amount, toBalance, currency }, { format, appUrl }) => ({
      subject: `Uw tegoed van ${format.money(amount, currency)}`,
      preview: `Voor factuur ${invoiceNumber}. De creditfactuur is bijgevoegd.`,
      heading: 'U heeft een tegoed',
      amount: format.money(amount, currency),
      paragraphs: [
        toBalance === '0'
          ? 'Het openstaande bedrag van de factuur is daarmee lager. De creditfactuur is als pdf bijgevoegd.'
          : `${format.money(toBalance, currency)} daarvan staat op uw tegoed en wordt met uw volgende facturen verrekend. De creditfactuur is als pdf bijgevoegd.`,
      ],
      facts: [
        { label: 'Creditfactuur', value: creditNoteNumber },
        { label: 'Voor factuur', value: invoiceNumber },
      ],
      action: { label: 'Facturen bekijken', url: `${appUrl}/portal/invoices` },
    }),
    subscription_canceled: ({ planName, endsAt }, { format, appUrl }) => ({
      subject: `Uw abonnement ${planName} is opgezegd`,
      preview: `Het eindigt op ${format.day(endsAt)} en wordt niet verlengd.`,
      heading: 'Uw abonnement is opgezegd',
      paragraphs: [
        `${planName} eindigt op ${format.day(endsAt)} en wordt niet verlengd. Uw facturen blijven in het portaal.`,
        'Van gedachten veranderd? Tot het einde is één klik genoeg om door te gaan.',
      ],
      facts: [
        { label: 'Abonnement', value: planName },
        { label: 'Eindigt op', value: format.day(endsAt) },
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
    }),
    subscription_resumed: ({ planName, renewsAt }, { format, appUrl }) => ({
      subject: `Uw abonnement ${planName} loopt door`,
      preview: `Het wordt verlengd op ${format.day(renewsAt)}.`,
      heading: 'Fijn dat u blijft',
      paragraphs: [
        `Uw abonnement loopt zonder onderbreking door. ${planName} wordt verlengd op ${format.day(renewsAt)}.`,
      ],
      facts: [
        { label: 'Abonnement', value: planName },
        { label: 'Verlengd op', value: format.day(renewsAt) },
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
    }),
    plan_changed: ({ fromPlan, toPlan, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `Uw abonnement: ${toPlan} vanaf ${format.day(effectiveAt)}`,
      preview: `U bent van ${fromPlan} naar ${toPlan} overgestapt.`,
      heading: `${toPlan} vanaf ${format.day(effectiveAt)}`,
      paragraphs: [`U bent van ${fromPlan} naar ${toPlan} overgestapt.`],
      facts: [
        { label: 'Abonnement', value: toPlan },
        { label: 'Vanaf', value: format.day(effectiveAt) },
        {
          label: 'Prijs exclusief btw',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'}`,
        },
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
    }),
    trial_ending: ({ planName, endsAt, amount, currency, interval, hasMethod, otherwise }, { format, appUrl }) => ({
      subject: `Uw proefperiode van ${planName} eindigt op ${format.day(endsAt)}`,
      preview: hasMethod
        ? `Daarna kost het ${format.money(amount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'}.`
        : 'Voeg een betaalmethode toe om door te gaan.',
      heading: `Uw proefperiode eindigt op ${format.day(endsAt)}`,
      paragraphs: hasMethod
        ? [
            `${planName} loopt daarna door als betaald abonnement en uw betaalmethode wordt belast. Wilt u dat niet, zeg dan eerder op.`,
          ]
        : [
            'Er staat nog geen betaalmethode in uw account. Voeg er een toe, dan gaat alles zonder onderbreking door.',
            {
              CANCEL:
                'Zonder betaalmethode eindigt uw abonnement met de proefperiode. Er wordt niets in rekening gebracht.',
              PAUSE:
                'Zonder betaalmethode wordt uw abonnement na de proefperiode gepauzeerd tot u er een toevoegt. Er wordt niets in rekening gebracht.',
              CREATE_INVOICE: 'Zonder betaalmethode ontvangt u na de proefperiode een factuur die u zelf betaalt.',
            }[otherwise],
          ],
      facts: [
        { label: 'Abonnement', value: planName },
        { label: 'Proefperiode eindigt op', value: format.day(endsAt) },
        {
          label: 'Prijs exclusief btw',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'}`,
        },
      ],
      action: hasMethod
        ? { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` }
        : { label: 'Betaalmethode toevoegen', url: `${appUrl}/portal/payment-methods/add` },
    }),
    trial_ended: ({ planName }, { appUrl }) => ({
      subject: `Uw proefperiode van ${planName} is afgelopen`,
      preview: 'Er is niets in rekening gebracht.',
      heading: 'Uw proefperiode is afgelopen',
      paragraphs: [
        `Uw proefperiode van ${planName} is voorbij en er is niets in rekening gebracht. Uw gegevens blijven bewaard: kies een abonnement of voeg een betaalmethode toe, dan gaat u verder waar u was gebleven.`,
      ],
      action: { label: 'Verder met New Concierge', url: `${appUrl}/portal` },
    }),
    subscription_paused: ({ planName, resumesAt, credited, currency }, { format, appUrl }) => ({
      subject: `Uw abonnement ${planName} is gepauzeerd`,
      preview: resumesAt ? `Het loopt verder op ${format.day(resumesAt)}.` : 'Het loopt verder wanneer u dat wilt.',
      heading: 'Uw abonnement is gepauzeerd',
      paragraphs: [
        resumesAt
          ? `Tot ${format.day(resumesAt)} wordt niets in rekening gebracht. Daarna loopt ${planName} vanzelf verder met een nieuwe factureringsperiode.`
          : `Er wordt niets in rekening gebracht tot u ${planName} hervat. Dan begint een nieuwe factureringsperiode.`,
        ...(credited === '0'
          ? []
          : [
              `Het ongebruikte deel van uw periode, ${format.money(credited, currency)}, staat op uw tegoed. Het wordt met uw volgende facturen verrekend.`,
            ]),
      ],
      facts: [
        { label: 'Abonnement', value: planName },
        ...(resumesAt ? [{ label: 'Loopt verder op', value: format.day(resumesAt) }] : []),
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
    }),
    renewal_upcoming: ({ planName, renewsAt, total, currency, paymentMethod }, { format, appUrl }) => ({
      subject: `${planName} wordt verlengd op ${format.day(renewsAt)}`,
      preview: `${format.money(total, currency)} voor nog een jaar.`,
      heading: `Uw abonnement wordt verlengd op ${format.day(renewsAt)}`,
      amount: format.money(total, currency),
      paragraphs: [
        paymentMethod
          ? `${planName} loopt dan nog een jaar door en we schrijven dit bedrag af via uw betaalmethode.`
          : `${planName} loopt dan nog een jaar door. Er is nog geen betaalmethode op uw account: voeg er vóór die datum een toe.`,
        'Tot die datum kunt u van abonnement wisselen of opzeggen.',
      ],
      facts: [
        { label: 'Abonnement', value: planName },
        { label: 'Verlengd op', value: format.day(renewsAt) },
        ...(paymentMethod ? [{ label: 'Betaalmethode', value: methodName(paymentMethod) }] : []),
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
    }),
    card_expiring: ({ paymentMethod, lastDay }, { format, appUrl }) => ({
      subject: `${methodName(paymentMethod)} verloopt deze maand`,
      preview: `De kaart is geldig tot en met ${format.day(lastDay)}.`,
      heading: 'Uw kaart verloopt binnenkort',
      paragraphs: [
        `${methodName(paymentMethod)} is geldig tot en met ${format.day(lastDay)}. Voeg de nieuwe kaart of een andere betaalmethode toe, zodat uw abonnement zonder onderbreking doorloopt.`,
      ],
      action: { label: 'Betaalmethode toevoegen', url: `${appUrl}/portal/payment-methods/add` },
      closing: ['Heeft uw bank ons de nieuwe datum al doorgegeven, dan hoeft u niets te doen.'],
    }),
    dispute_opened: (
      { customerName, invoiceNumber, amount, currency, reason, isInquiry, respondBy, url },
      { format },
    ) => ({
      subject: isInquiry
        ? `Een bank vraagt naar factuur ${invoiceNumber}`
        : `Betaling van factuur ${invoiceNumber} betwist`,
      preview: `${customerName}, ${format.money(amount, currency)}.`,
      heading: isInquiry ? 'Een bank vraagt naar een betaling' : 'Een betaling is betwist',
      amount: format.money(amount, currency),
      paragraphs: [
        isInquiry
          ? `De bank van ${customerName} vraagt naar deze betaling. Er is geen geld teruggehaald. Een terugbetaling of een antwoord volstaat.`
          : `De bank van ${customerName} heeft deze betaling teruggehaald totdat er is beslist. Zolang kan ze niet worden terugbetaald.`,
        ...(respondBy ? [`Bewijsstukken kunnen tot en met ${format.day(respondBy)} worden ingediend.`] : []),
      ],
      facts: [
        { label: 'Klant', value: customerName },
        { label: 'Factuur', value: invoiceNumber },
        { label: 'Opgegeven reden', value: reason.replaceAll('_', ' ') },
      ],
      action: { label: 'Factuur openen', url },
    }),
    webhook_endpoint_disabled: ({ endpointUrl, gone, failingSince, url }, { format }) => ({
      subject: 'Een webhook-eindpunt is uitgeschakeld',
      preview: 'Er wordt niets meer naartoe gestuurd tot u het weer inschakelt.',
      heading: 'Een webhook-eindpunt is uitgeschakeld',
      paragraphs: [
        gone
          ? 'Uw eindpunt heeft geantwoord dat het niet meer bestaat (410). Daarom hebben we het uitgeschakeld.'
          : `Uw eindpunt heeft sinds ${format.day(failingSince)} niets meer aangenomen. Daarom hebben we het uitgeschakeld.`,
        'Gebeurtenissen worden nog steeds vastgelegd. Zodra het weer aan staat, kunt u alles laten sturen wat het heeft gemist.',
      ],
      facts: [
        { label: 'Eindpunt', value: endpointUrl },
        { label: 'Mislukt sinds', value: format.day(failingSince) },
      ],
      action: { label: 'Eindpunt openen', url },
    }),
    usage_threshold: ({ meterName, percent, used, included, hard, periodEnd }, { format, appUrl }) => {
      const isAll = percent >= 100
      return {
        subject: isAll ? `Uw tegoed aan ${meterName} is op` : `${percent} % van uw tegoed aan ${meterName} is gebruikt`,
        preview: `${used} van ${included}.`,
        heading: isAll ? `Uw tegoed aan ${meterName} is op` : `${percent} % van uw tegoed aan ${meterName} is gebruikt`,
        paragraphs: [
          isAll
            ? hard
              ? 'Meer wordt geweigerd tot er weer ruimte is: een groter abonnement of een uitbreiding maakt die meteen.'
              : 'U kunt doorgaan: wat erboven komt, wordt aan het einde van de periode berekend tegen de prijs van uw abonnement.'
            : hard
              ? 'Als alles is gebruikt, wordt meer geweigerd.'
              : 'Boven wat is inbegrepen gaat het gebruik door en wordt het berekend tegen de prijs van uw abonnement.',
          ...(periodEnd ? [`De telling begint opnieuw op ${format.day(periodEnd)}.`] : []),
        ],
        facts: [
          { label: 'Gebruikt', value: used },
          { label: 'Inbegrepen', value: included },
        ],
        action: { label: 'Verbruik bekijken', url: `${appUrl}/portal/usage` },
        closing: ['In het portaal kiest u wanneer u bericht krijgt.'],
      }
    },
    spend_cap_reached: ({ cap, overage, currency, periodEnd }, { format, appUrl }) => ({
      subject: `Uw uitgavenlimiet van ${format.money(cap, currency)} is bereikt`,
      preview: 'Wat meer zou kosten, wordt tot de volgende periode geweigerd.',
      heading: 'Uw uitgavenlimiet is bereikt',
      amount: format.money(overage, currency),
      paragraphs: [
        `Uw verbruik boven het abonnement kost in deze periode tot nu toe ${format.money(overage, currency)} exclusief btw. Wat meer zou kosten, wordt tot ${format.day(periodEnd)} geweigerd, tenzij u de limiet verhoogt.`,
      ],
      action: { label: 'Limiet wijzigen', url: `${appUrl}/portal/usage` },
    }),
    price_change: ({ planName, effectiveAt, fromAmount, toAmount, currency, interval }, { format, appUrl }) => ({
      subject: `Nieuwe prijs voor ${planName} vanaf ${format.day(effectiveAt)}`,
      preview: `${format.money(toAmount, currency)} in plaats van ${format.money(fromAmount, currency)}.`,
      heading: `Nieuwe prijs voor ${planName}`,
      paragraphs: [
        `Vanaf uw verlenging op ${format.day(effectiveAt)} kost ${planName} ${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'} in plaats van ${format.money(fromAmount, currency)}. Tot die tijd verandert er niets.`,
      ],
      facts: [
        { label: 'Abonnement', value: planName },
        { label: 'Vanaf', value: format.day(effectiveAt) },
        {
          label: 'Nieuwe prijs exclusief btw',
          value: `${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'}`,
        },
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
      closing: ['U kunt tot die tijd altijd van abonnement wisselen of opzeggen.'],
    }),
    price_change_withdrawn: ({ planName, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `De nieuwe prijs voor ${planName} gaat niet door`,
      preview: `Het blijft ${format.money(amount, currency)}.`,
      heading: `${planName} houdt zijn prijs`,
      paragraphs: [
        `We hebben u voor ${planName} vanaf ${format.day(effectiveAt)} een nieuwe prijs aangekondigd. Die gaat niet door: u blijft ${format.money(amount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'} betalen. U hoeft niets te doen.`,
      ],
      facts: [
        { label: 'Abonnement', value: planName },
        {
          label: 'Prijs exclusief btw',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'per jaar' : 'per maand'}`,
        },
      ],
      action: { label: 'Abonnement bekijken', url: `${appUrl}/portal/subscription` },
    }),
  },
  footer: {
    why: 'U ontvangt deze e-mail omdat die uw account of uw facturen bij New Concierge betreft.',
    vatId: 'Btw-id',
  },
}
