import { RENEWAL_NOTICE_DAYS } from '@/lib/payments/announce-renewals'
import { db } from '@/lib/platform/db/client'

const NOTICE = `${RENEWAL_NOTICE_DAYS} days`

/** The first instant after `after` and up to `through` at which any due-work column asks for something, or null. */
export async function nextDueInstant({ after, through }: { after: Date; through: Date }): Promise<Date | null> {
  const rows = await db.$queryRaw<{ due: Date | null }[]>`
    SELECT min(due) AS due FROM (
      (SELECT renews_at AS due FROM subscription WHERE renews_at > ${after} ORDER BY renews_at LIMIT 1)
      UNION ALL (SELECT wakes_at FROM subscription WHERE wakes_at > ${after} ORDER BY wakes_at LIMIT 1)
      UNION ALL (SELECT usage_settles_at FROM subscription WHERE usage_settles_at > ${after} ORDER BY usage_settles_at LIMIT 1)
      UNION ALL (SELECT expires_at FROM subscription WHERE expires_at > ${after} ORDER BY expires_at LIMIT 1)
      UNION ALL (SELECT expires_at FROM credit_grant WHERE remaining > 0 AND expires_at > ${after} ORDER BY expires_at LIMIT 1)
      UNION ALL (SELECT finalizes_at FROM invoice WHERE finalizes_at > ${after} ORDER BY finalizes_at LIMIT 1)
      UNION ALL (SELECT vat_id_check_at FROM customer WHERE vat_id_check_at > ${after} ORDER BY vat_id_check_at LIMIT 1)
      UNION ALL (SELECT collect_at FROM invoice WHERE collect_at > ${after} ORDER BY collect_at LIMIT 1)
      UNION ALL (SELECT remind_at FROM invoice WHERE status = 'OPEN' AND remind_at > ${after} ORDER BY remind_at LIMIT 1)
      UNION ALL (SELECT give_up_at FROM dunning WHERE paused_at IS NULL AND give_up_at > ${after} ORDER BY give_up_at LIMIT 1)
      UNION ALL (SELECT s.renews_at - ${NOTICE}::interval FROM subscription s WHERE s.renews_at - ${NOTICE}::interval > ${after}
        AND EXISTS (SELECT FROM subscription_phase p WHERE p.subscription_id = s.id AND p.interval = 'YEAR')
        ORDER BY s.renews_at LIMIT 1)
      UNION ALL (SELECT make_timestamptz(m.exp_year, m.exp_month, 1, 0, 0, 0, 'UTC') FROM payment_method m
        JOIN customer c ON c.default_payment_method_id = m.id
        WHERE m.removed_at IS NULL AND make_timestamptz(m.exp_year, m.exp_month, 1, 0, 0, 0, 'UTC') > ${after}
        ORDER BY m.exp_year, m.exp_month LIMIT 1)
      UNION ALL (SELECT next_attempt_at FROM outbound_delivery WHERE next_attempt_at > ${after} ORDER BY next_attempt_at LIMIT 1)
      UNION ALL (SELECT expires_at FROM usage_reservation WHERE state = 'HELD' AND expires_at > ${after} ORDER BY expires_at LIMIT 1)
      UNION ALL (SELECT reconcile_at FROM payment WHERE reconcile_at > ${after} ORDER BY reconcile_at LIMIT 1)
      UNION ALL (SELECT reconcile_at FROM refund WHERE reconcile_at > ${after} ORDER BY reconcile_at LIMIT 1)
    ) AS work WHERE due <= ${through}`
  return rows[0]?.due ?? null
}
