import type { PaymentMethodFacts } from '../../kinds'
import { brandName } from '../brand-name'
import type { EmailTexts } from '../content'
import { failureReason, type FailureReason } from '../failure-reason'

const roles: Record<string, string> = {
  OWNER: 'en tant que propriétaire',
  BILLING_MANAGER: 'en tant que responsable de la facturation',
  VIEWER: 'en lecture seule',
}

const reasons: Record<FailureReason, string> = {
  insufficient_funds: 'Votre banque signale que le solde du compte est insuffisant.',
  expired_card: 'La carte a expiré.',
  wrong_security_code: 'Le code de sécurité de la carte est incorrect.',
  account_unusable: 'Le compte ne peut plus être débité.',
  processing_error: 'Votre banque n’a pas pu traiter le paiement.',
  no_payment_method: 'Aucun moyen de paiement n’est enregistré sur votre compte.',
  declined: 'Votre banque a refusé le paiement.',
}

function methodName({ type, brand, last4 }: PaymentMethodFacts): string {
  if (type === 'paypal') return 'PayPal'
  if (type === 'bank_transfer') return 'Virement'
  const name = type === 'sepa_debit' ? 'Prélèvement SEPA' : brand ? brandName(brand) : 'Carte'
  return last4 ? `${name} se terminant par ${last4}` : name
}

export const fr: EmailTexts = {
  kinds: {
    welcome: ({ name }, { appUrl }) => ({
      subject: 'Bienvenue chez New Concierge',
      preview: 'Votre compte est prêt.',
      heading: `Bienvenue, ${name}`,
      paragraphs: [
        'Votre compte est prêt. Sur le portail, vous choisissez votre formule, voyez ce que vous paierez et quand, et retrouvez chaque facture.',
      ],
      action: { label: 'Ouvrir le portail', url: `${appUrl}/portal` },
      closing: ['Une question ? Répondez à cet e-mail, une personne le lira.'],
    }),
    password_reset: ({ name, url, expiresInMinutes }, { format }) => ({
      subject: 'Choisissez un nouveau mot de passe',
      preview: `Le lien est valable une fois, pendant ${format.minutes(expiresInMinutes)}.`,
      heading: 'Choisissez un nouveau mot de passe',
      paragraphs: [`Bonjour ${name}, vous avez demandé un nouveau mot de passe pour votre compte chez New Concierge.`],
      action: { label: 'Choisir un mot de passe', url },
      closing: [
        `Le lien est valable une fois, pendant ${format.minutes(expiresInMinutes)}.`,
        'Si vous n’êtes pas à l’origine de cette demande, ignorez cet e-mail : votre mot de passe reste inchangé.',
      ],
    }),
    invitation: ({ inviterName, customerName, role, url }) => ({
      subject: `${inviterName} vous invite à rejoindre ${customerName}`,
      preview: `Gérez l’abonnement de ${customerName} chez New Concierge.`,
      heading: `Rejoignez ${customerName}`,
      paragraphs: [
        `${inviterName} vous invite à suivre l’abonnement et les factures de ${customerName} chez New Concierge, ${roles[role] ?? 'en tant que membre'}.`,
      ],
      action: { label: 'Accepter l’invitation', url },
      closing: [`Si vous ne connaissez pas ${inviterName}, ignorez cet e-mail.`],
    }),
    invoice_paid: (
      { invoiceId, invoiceNumber, total, currency, customerName, paidAt, method, paymentMethod },
      { format, appUrl },
    ) => {
      const paidWith = paymentMethod ? methodName(paymentMethod) : method
      return {
        subject: `Reçu pour la facture ${invoiceNumber}`,
        preview: `Nous avons reçu ${format.money(total, currency)}. La facture est jointe.`,
        heading: 'Merci pour votre paiement',
        amount: format.money(total, currency),
        paragraphs: [`Nous avons bien reçu votre paiement. La facture de ${customerName} est jointe en PDF.`],
        facts: [
          { label: 'Facture', value: invoiceNumber },
          { label: 'Payée le', value: format.day(paidAt) },
          ...(paidWith ? [{ label: 'Moyen de paiement', value: paidWith }] : []),
        ],
        action: { label: 'Voir la facture', url: `${appUrl}/portal/invoices/${invoiceId}` },
      }
    },
    invoice_open: ({ invoiceNumber, total, currency, customerName, dueAt, payUrl }, { format }) => ({
      subject: `Facture ${invoiceNumber}, à régler avant le ${format.day(dueAt)}`,
      preview: `${format.money(total, currency)}, échéance le ${format.day(dueAt)}. La facture est jointe.`,
      heading: 'Votre nouvelle facture',
      amount: format.money(total, currency),
      paragraphs: [
        `La facture de ${customerName} est jointe en PDF. Réglez-la en ligne, ou par virement comme indiqué.`,
      ],
      facts: [
        { label: 'Facture', value: invoiceNumber },
        { label: 'Échéance', value: format.day(dueAt) },
      ],
      action: { label: 'Régler la facture', url: payUrl },
    }),
    invoice_reminder: (
      { invoiceNumber, total, currency, customerName, level, isLast, dueAt, endsAt, bank, payUrl },
      { format },
    ) => ({
      subject: `${isLast ? 'Dernier rappel' : level === 1 ? 'Rappel' : `Rappel n° ${level}`} : la facture ${invoiceNumber} est échue`,
      preview: `${format.money(total, currency)} étaient à régler le ${format.day(dueAt)}. La facture est jointe.`,
      heading: 'Votre facture est échue',
      amount: format.money(total, currency),
      paragraphs: [
        `La facture de ${customerName} était à régler le ${format.day(dueAt)} et nous n’avons pas encore reçu de paiement.${level === 1 ? ' Elle vous a peut-être échappé.' : ''}`,
        'Réglez-la en ligne, ou par virement en indiquant le numéro de facture.',
        ...(isLast ? ['Ceci est notre dernier rappel.'] : []),
        ...(endsAt ? [`Sans paiement, votre abonnement prend fin le ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Facture', value: invoiceNumber },
        { label: 'Échue depuis le', value: format.day(dueAt) },
        { label: 'Titulaire du compte', value: bank.name },
        { label: 'IBAN', value: bank.iban },
        { label: 'BIC', value: bank.bic },
      ],
      action: { label: 'Régler la facture', url: payUrl },
      closing: ['Vous avez payé ces derniers jours ? Il n’y a alors rien d’autre à faire.'],
    }),
    payment_failed: ({ invoiceNumber, total, currency, reasonCode, nextAttemptAt, endsAt, payUrl }, { format }) => ({
      subject: `Votre paiement de ${format.money(total, currency)} n’a pas abouti`,
      preview: `Facture ${invoiceNumber}. Rien n’a été débité.`,
      heading: 'Votre paiement n’a pas abouti',
      amount: format.money(total, currency),
      paragraphs: [
        `${reasons[failureReason(reasonCode)]} Rien n’a été débité.`,
        nextAttemptAt
          ? `Nous ferons une nouvelle tentative le ${format.day(nextAttemptAt)}. Vous pouvez aussi payer dès maintenant, ou avec un autre moyen de paiement.`
          : 'Nous ne ferons pas de nouvelle tentative de nous-mêmes. Merci de payer dès maintenant, ou avec un autre moyen de paiement.',
        ...(endsAt ? [`Sans paiement, votre abonnement prend fin le ${format.day(endsAt)}.`] : []),
      ],
      facts: [
        { label: 'Facture', value: invoiceNumber },
        ...(nextAttemptAt ? [{ label: 'Prochaine tentative', value: format.day(nextAttemptAt) }] : []),
      ],
      action: { label: 'Régler la facture', url: payUrl },
    }),
    payment_action_needed: ({ invoiceNumber, total, currency, endsAt, payUrl }, { format }) => ({
      subject: `Merci de confirmer votre paiement de ${format.money(total, currency)}`,
      preview: 'Votre banque vous demande de le confirmer. Rien n’a encore été débité.',
      heading: 'Merci de confirmer votre paiement',
      amount: format.money(total, currency),
      paragraphs: [
        'Votre banque vous demande de confirmer vous-même ce paiement. Rien n’a encore été débité ; cela prend une minute.',
        ...(endsAt ? [`Sans paiement, votre abonnement prend fin le ${format.day(endsAt)}.`] : []),
      ],
      facts: [{ label: 'Facture', value: invoiceNumber }],
      action: { label: 'Confirmer le paiement', url: payUrl },
    }),
    subscription_ended_unpaid: ({ planName, endedAt, invoiceNumber, amountDue, currency, payUrl }, { format }) => ({
      subject: `Votre abonnement ${planName} a pris fin`,
      preview: `La facture ${invoiceNumber} n’a pas été payée.`,
      heading: 'Votre abonnement a pris fin',
      amount: format.money(amountDue, currency),
      paragraphs: [
        `Nous n’avons pas pu encaisser ce montant : ${planName} a donc pris fin le ${format.day(endedAt)}. Nous ne ferons plus de tentative de débit.`,
        'Le montant reste dû et vous pouvez le régler à tout moment. Vos données sont conservées, et vous pouvez vous réabonner quand vous le souhaitez.',
      ],
      facts: [
        { label: 'Facture', value: invoiceNumber },
        { label: 'Fin le', value: format.day(endedAt) },
      ],
      action: { label: 'Régler la facture', url: payUrl },
    }),
    refund_issued: ({ creditNoteNumber, invoiceNumber, amount, currency }, { format, appUrl }) => ({
      subject: `Votre remboursement de ${format.money(amount, currency)}`,
      preview: `Pour la facture ${invoiceNumber}. L’avoir est joint.`,
      heading: 'Votre remboursement est en route',
      amount: format.money(amount, currency),
      paragraphs: [
        'Nous avons remboursé ce montant sur le moyen de paiement utilisé. Selon votre banque, il arrive sous dix jours ouvrés. L’avoir est joint en PDF.',
      ],
      facts: [
        { label: 'Avoir', value: creditNoteNumber },
        { label: 'Pour la facture', value: invoiceNumber },
      ],
      action: { label: 'Voir vos factures', url: `${appUrl}/portal/invoices` },
    }),
    credit_note_issued: ({ creditNoteNumber, invoiceNumber, amount, toBalance, currency }, { format, appUrl }) => ({
      subject: `Votre avoir de ${format.money(amount, currency)}`,
      preview: `Pour la facture ${invoiceNumber}. L’avoir est joint.`,
      heading: 'Vous avez un avoir',
      amount: format.money(amount, currency),
      paragraphs: [
        toBalance === '0'
          ? 'Il réduit le montant restant dû de la facture. L’avoir est joint en PDF.'
          : `${format.money(toBalance, currency)} ont été portés à votre crédit et seront déduits de vos prochaines factures. L’avoir est joint en PDF.`,
      ],
      facts: [
        { label: 'Avoir', value: creditNoteNumber },
        { label: 'Pour la facture', value: invoiceNumber },
      ],
      action: { label: 'Voir vos factures', url: `${appUrl}/portal/invoices` },
    }),
    subscription_canceled: ({ planName, endsAt }, { format, appUrl }) => ({
      subject: `Votre abonnement ${planName} est résilié`,
      preview: `Il prend fin le ${format.day(endsAt)} et ne sera pas renouvelé.`,
      heading: 'Votre abonnement est résilié',
      paragraphs: [
        `${planName} prend fin le ${format.day(endsAt)} et ne sera pas renouvelé. Vos factures restent sur le portail.`,
        'Vous avez changé d’avis ? Jusqu’à cette date, un clic suffit pour continuer.',
      ],
      facts: [
        { label: 'Formule', value: planName },
        { label: 'Prend fin le', value: format.day(endsAt) },
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
    }),
    subscription_resumed: ({ planName, renewsAt }, { format, appUrl }) => ({
      subject: `Votre abonnement ${planName} continue`,
      preview: `Il sera renouvelé le ${format.day(renewsAt)}.`,
      heading: 'Heureux de vous garder parmi nous',
      paragraphs: [
        `Votre abonnement continue sans interruption. ${planName} sera renouvelé le ${format.day(renewsAt)}.`,
      ],
      facts: [
        { label: 'Formule', value: planName },
        { label: 'Renouvellement le', value: format.day(renewsAt) },
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
    }),
    plan_changed: ({ fromPlan, toPlan, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `Votre formule : ${toPlan} à partir du ${format.day(effectiveAt)}`,
      preview: `Auparavant : ${fromPlan}.`,
      heading: `${toPlan} à partir du ${format.day(effectiveAt)}`,
      paragraphs: [`Votre formule passe de ${fromPlan} à ${toPlan}.`],
      facts: [
        { label: 'Formule', value: toPlan },
        { label: 'À partir du', value: format.day(effectiveAt) },
        {
          label: 'Prix hors TVA',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'}`,
        },
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
    }),
    trial_ending: ({ planName, endsAt, amount, currency, interval, hasMethod, otherwise }, { format, appUrl }) => ({
      subject: `Votre essai de ${planName} se termine le ${format.day(endsAt)}`,
      preview: hasMethod
        ? `Il coûtera ensuite ${format.money(amount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'}.`
        : 'Ajoutez un moyen de paiement pour le conserver.',
      heading: `Votre essai se termine le ${format.day(endsAt)}`,
      paragraphs: hasMethod
        ? [
            `${planName} continue ensuite comme abonnement payant et votre moyen de paiement est débité. Si vous ne le souhaitez pas, résiliez avant.`,
          ]
        : [
            'Aucun moyen de paiement n’est encore enregistré. Ajoutez-en un et tout continue sans interruption.',
            {
              CANCEL: 'Sans moyen de paiement, votre abonnement prend fin avec l’essai. Rien n’est débité.',
              PAUSE:
                'Sans moyen de paiement, votre abonnement est suspendu après l’essai jusqu’à ce que vous en ajoutiez un. Rien n’est débité.',
              CREATE_INVOICE: 'Sans moyen de paiement, vous recevez après l’essai une facture à régler vous-même.',
            }[otherwise],
          ],
      facts: [
        { label: 'Formule', value: planName },
        { label: 'Fin de l’essai', value: format.day(endsAt) },
        {
          label: 'Prix hors TVA',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'}`,
        },
      ],
      action: hasMethod
        ? { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` }
        : { label: 'Ajouter un moyen de paiement', url: `${appUrl}/portal/payment-methods/add` },
    }),
    trial_ended: ({ planName }, { appUrl }) => ({
      subject: `Votre essai de ${planName} est terminé`,
      preview: 'Rien n’a été débité.',
      heading: 'Votre essai est terminé',
      paragraphs: [
        `Votre essai de ${planName} est terminé et rien n’a été débité. Vos données sont conservées : choisissez une formule ou ajoutez un moyen de paiement, et vous reprenez où vous en étiez.`,
      ],
      action: { label: 'Continuer avec New Concierge', url: `${appUrl}/portal` },
    }),
    subscription_paused: ({ planName, resumesAt, credited, currency }, { format, appUrl }) => ({
      subject: `Votre abonnement ${planName} est suspendu`,
      preview: resumesAt ? `Il reprend le ${format.day(resumesAt)}.` : 'Il reprend quand vous le décidez.',
      heading: 'Votre abonnement est suspendu',
      paragraphs: [
        resumesAt
          ? `Rien n’est débité jusqu’au ${format.day(resumesAt)}. Ensuite, ${planName} reprend de lui-même avec une nouvelle période de facturation.`
          : `Rien n’est débité jusqu’à ce que vous repreniez ${planName}. Une nouvelle période de facturation commence alors.`,
        ...(credited === '0'
          ? []
          : [
              `Nous avons crédité la partie non utilisée de votre période, ${format.money(credited, currency)}, sur votre solde. Elle règle vos prochaines factures.`,
            ]),
      ],
      facts: [
        { label: 'Formule', value: planName },
        ...(resumesAt ? [{ label: 'Reprise le', value: format.day(resumesAt) }] : []),
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
    }),
    renewal_upcoming: ({ planName, renewsAt, total, currency, paymentMethod }, { format, appUrl }) => ({
      subject: `${planName} sera renouvelé le ${format.day(renewsAt)}`,
      preview: `${format.money(total, currency)} pour une année de plus.`,
      heading: `Votre abonnement sera renouvelé le ${format.day(renewsAt)}`,
      amount: format.money(total, currency),
      paragraphs: [
        paymentMethod
          ? `${planName} continue alors pour une année, et nous débitons ce montant de votre moyen de paiement.`
          : `${planName} continue alors pour une année. Aucun moyen de paiement n’est enregistré sur votre compte : merci d’en ajouter un avant cette date.`,
        'D’ici là, vous pouvez changer de formule ou résilier.',
      ],
      facts: [
        { label: 'Formule', value: planName },
        { label: 'Renouvelé le', value: format.day(renewsAt) },
        ...(paymentMethod ? [{ label: 'Moyen de paiement', value: methodName(paymentMethod) }] : []),
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
    }),
    card_expiring: ({ paymentMethod, lastDay }, { format, appUrl }) => ({
      subject: `${methodName(paymentMethod)} expire ce mois-ci`,
      preview: `Elle est valable jusqu’au ${format.day(lastDay)}.`,
      heading: 'Votre carte expire bientôt',
      paragraphs: [
        `${methodName(paymentMethod)} est valable jusqu’au ${format.day(lastDay)}. Ajoutez la nouvelle carte ou un autre moyen de paiement, pour que votre abonnement continue sans interruption.`,
      ],
      action: { label: 'Ajouter un moyen de paiement', url: `${appUrl}/portal/payment-methods/add` },
      closing: ['Si votre banque nous a déjà communiqué la nouvelle date, vous n’avez rien à faire.'],
    }),
    dispute_opened: (
      { customerName, invoiceNumber, amount, currency, reason, isInquiry, respondBy, url },
      { format },
    ) => ({
      subject: isInquiry
        ? `Une banque s’interroge sur la facture ${invoiceNumber}`
        : `Paiement de la facture ${invoiceNumber} contesté`,
      preview: `${customerName}, ${format.money(amount, currency)}.`,
      heading: isInquiry ? 'Une banque s’interroge sur un paiement' : 'Un paiement est contesté',
      amount: format.money(amount, currency),
      paragraphs: [
        isInquiry
          ? `La banque de ${customerName} demande des précisions sur ce paiement. Aucun montant n’a été retiré. Un remboursement ou une réponse suffit.`
          : `La banque de ${customerName} a repris ce paiement jusqu’à la décision. Il ne peut pas être remboursé d’ici là.`,
        ...(respondBy ? [`Des justificatifs peuvent être transmis jusqu’au ${format.day(respondBy)}.`] : []),
      ],
      facts: [
        { label: 'Client', value: customerName },
        { label: 'Facture', value: invoiceNumber },
        { label: 'Motif indiqué', value: reason.replaceAll('_', ' ') },
      ],
      action: { label: 'Ouvrir la facture', url },
    }),
    webhook_endpoint_disabled: ({ endpointUrl, gone, failingSince, url }, { format }) => ({
      subject: 'Un point de terminaison webhook a été désactivé',
      preview: 'Plus rien ne lui est envoyé avant que vous ne le réactiviez.',
      heading: 'Un point de terminaison webhook a été désactivé',
      paragraphs: [
        gone
          ? 'Votre point de terminaison a répondu qu’il n’existe plus (410). Nous l’avons donc désactivé.'
          : `Votre point de terminaison n’a rien accepté depuis le ${format.day(failingSince)}. Nous l’avons donc désactivé.`,
        'Les événements restent enregistrés. Une fois réactivé, vous pourrez vous faire envoyer tout ce qu’il a manqué.',
      ],
      facts: [
        { label: 'Point de terminaison', value: endpointUrl },
        { label: 'En échec depuis le', value: format.day(failingSince) },
      ],
      action: { label: 'Ouvrir le point de terminaison', url },
    }),
    usage_threshold: ({ meterName, percent, used, included, hard, periodEnd }, { format, appUrl }) => {
      const isAll = percent >= 100
      return {
        subject: isAll
          ? `Votre quota est épuisé : ${meterName}`
          : `${percent} % de votre quota sont utilisés : ${meterName}`,
        preview: `${used} sur ${included}.`,
        heading: isAll
          ? `Votre quota est épuisé : ${meterName}`
          : `${percent} % de votre quota sont utilisés : ${meterName}`,
        paragraphs: [
          isAll
            ? hard
              ? 'Au-delà, les demandes sont refusées tant qu’il n’y a plus de place : une formule supérieure ou une option en crée aussitôt.'
              : 'Vous pouvez continuer : ce qui dépasse est facturé à la fin de la période, au prix de votre formule.'
            : hard
              ? 'Une fois le quota épuisé, les demandes sont refusées.'
              : 'Au-delà de ce qui est inclus, l’utilisation continue et est facturée au prix de votre formule.',
          ...(periodEnd ? [`Le décompte repart de zéro le ${format.day(periodEnd)}.`] : []),
        ],
        facts: [
          { label: 'Utilisé', value: used },
          { label: 'Inclus', value: included },
        ],
        action: { label: 'Voir votre consommation', url: `${appUrl}/portal/usage` },
        closing: ['Vous choisissez dans le portail quand être averti.'],
      }
    },
    spend_cap_reached: ({ cap, overage, currency, periodEnd }, { format, appUrl }) => ({
      subject: `Votre plafond de dépenses de ${format.money(cap, currency)} est atteint`,
      preview: 'Ce qui coûterait davantage est refusé jusqu’à la prochaine période.',
      heading: 'Votre plafond de dépenses est atteint',
      amount: format.money(overage, currency),
      paragraphs: [
        `Votre consommation au-delà de la formule coûte ${format.money(overage, currency)} hors TVA pour cette période. Ce qui coûterait davantage est refusé jusqu’au ${format.day(periodEnd)}, sauf si vous relevez le plafond.`,
      ],
      action: { label: 'Modifier le plafond', url: `${appUrl}/portal/usage` },
    }),
    price_change: ({ planName, effectiveAt, fromAmount, toAmount, currency, interval }, { format, appUrl }) => ({
      subject: `Nouveau prix de ${planName} à partir du ${format.day(effectiveAt)}`,
      preview: `${format.money(toAmount, currency)} au lieu de ${format.money(fromAmount, currency)}.`,
      heading: `Nouveau prix de ${planName}`,
      paragraphs: [
        `À partir de votre renouvellement le ${format.day(effectiveAt)}, ${planName} coûte ${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'} au lieu de ${format.money(fromAmount, currency)}. Rien ne change d’ici là.`,
      ],
      facts: [
        { label: 'Formule', value: planName },
        { label: 'À partir du', value: format.day(effectiveAt) },
        {
          label: 'Nouveau prix hors TVA',
          value: `${format.money(toAmount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'}`,
        },
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
      closing: ['Vous pouvez changer de formule ou résilier à tout moment avant cette date.'],
    }),
    price_change_withdrawn: ({ planName, effectiveAt, amount, currency, interval }, { format, appUrl }) => ({
      subject: `Le nouveau prix de ${planName} est annulé`,
      preview: `Le prix reste de ${format.money(amount, currency)}.`,
      heading: `${planName} garde son prix`,
      paragraphs: [
        `Nous vous avions annoncé un nouveau prix de ${planName} à partir du ${format.day(effectiveAt)}. Il est annulé : vous continuez à payer ${format.money(amount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'}. Vous n’avez rien à faire.`,
      ],
      facts: [
        { label: 'Formule', value: planName },
        {
          label: 'Prix hors TVA',
          value: `${format.money(amount, currency)} ${interval === 'YEAR' ? 'par an' : 'par mois'}`,
        },
      ],
      action: { label: 'Voir l’abonnement', url: `${appUrl}/portal/subscription` },
    }),
  },
  footer: {
    why: 'Vous recevez cet e-mail parce qu’il concerne votre compte ou vos factures chez New Concierge.',
    vatId: 'N° de TVA',
  },
}
