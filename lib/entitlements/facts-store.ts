import { arrayLiteral } from '@/lib/platform/db/rows'
import type { RunSql, Statement } from '@/lib/platform/db/run-sql'
import type { SubscriptionStatus } from '@/lib/engine/lifecycle'

/** What decides about one customer's use, read by one statement for any number of customers. Instants are epoch milliseconds. */
export interface CustomerFacts {
  customerId: string
  known: boolean
  currency: string
  catalogVersion: string
  subscriptions: SubscriptionFacts[]
  overrides: OverrideFacts[]
  counters: CounterFacts[]
  /** What is held by reservations that have not expired, by meter. */
  held: Record<string, string>
  spendCap: { amount: string; currency: string } | null
}

export interface SubscriptionFacts {
  id: string
  status: SubscriptionStatus
  currency: string
  timeZone: string
  startedAt: number
  periodStart: number
  periodEnd: number
  trialEndsAt: number | null
  suspended: boolean
  /** When dunning gave up and left the subscription past due; null = not so far. */
  graceEndsAt: number | null
  /** When its items, the last of them, began or ended, or it ended itself. */
  changedAt: number | null
  /** `agreedAt`: since when the price is what it is. */
  items: { priceId: string; quantity: number; from: number; agreedAt: number }[]
  phase: {
    kind: 'BILLED' | 'TRIAL' | 'PAUSED'
    from: number
    anchor: number
    interval: 'MONTH' | 'YEAR'
    intervalCount: number
  } | null
}

export interface OverrideFacts {
  feature: string | null
  meter: string | null
  value: string | null
  included: string | null
  hard: boolean | null
  expiresAt: number | null
}

export interface CounterFacts {
  meter: string
  periodStart: number | null
  quantity: string
  stale: boolean
}

const readFacts: Statement = {
  name: 'entitlements-facts',
  text: `
    SELECT w.id AS "customerId", c.id IS NOT NULL AS known, coalesce(c.currency, '') AS currency,
      coalesce((SELECT version FROM catalog_version WHERE id = 1), 0)::text AS "catalogVersion",
      coalesce((SELECT json_agg(json_build_object(
          'id', s.id, 'status', s.status, 'currency', s.currency, 'timeZone', s.time_zone,
          'startedAt', floor(extract(epoch FROM s.started_at) * 1000),
          'periodStart', floor(extract(epoch FROM s.current_period_start) * 1000),
          'periodEnd', floor(extract(epoch FROM s.current_period_end) * 1000),
          'trialEndsAt', floor(extract(epoch FROM s.trial_ends_at) * 1000),
          'suspended', s.suspended_at IS NOT NULL,
          'graceEndsAt', CASE WHEN s.status = 'PAST_DUE' THEN (
             SELECT floor(extract(epoch FROM min(d.ended_at)) * 1000) FROM invoice v JOIN dunning d ON d.invoice_id = v.id
             WHERE v.customer_id = w.id AND v.status = 'OPEN' AND d.outcome = 'LEFT'
               AND EXISTS (SELECT FROM invoice_line l WHERE l.invoice_id = v.id AND l.subscription_id = s.id)) END,
          'changedAt', (SELECT floor(extract(epoch FROM greatest(s.ended_at, max(x.valid_from) FILTER (WHERE x.valid_from <= $2::timestamptz),
               max(x.valid_to) FILTER (WHERE x.valid_to <= $2::timestamptz))) * 1000)
             FROM subscription_item x WHERE x.subscription_id = s.id),
          'items', coalesce((SELECT json_agg(json_build_object('priceId', i.price_id, 'quantity', i.quantity,
               'from', floor(extract(epoch FROM i.valid_from) * 1000),
               'agreedAt', (SELECT floor(extract(epoch FROM min(j.valid_from)) * 1000) FROM subscription_item j
                  WHERE j.item_id = i.item_id AND j.price_id = i.price_id AND j.valid_from <= i.valid_from
                    AND NOT EXISTS (SELECT FROM subscription_item k WHERE k.item_id = i.item_id AND k.price_id <> i.price_id
                      AND k.valid_from >= j.valid_from AND k.valid_from < i.valid_from AND k.valid_to > k.valid_from)))
               ORDER BY i.valid_from, i.id)
             FROM subscription_item i WHERE i.subscription_id = s.id AND i.valid_from <= $2::timestamptz
               AND (i.valid_to IS NULL OR i.valid_to > $2::timestamptz)), '[]'::json),
          'phase', (SELECT json_build_object('kind', p.kind, 'from', floor(extract(epoch FROM p.starts_at) * 1000),
               'anchor', floor(extract(epoch FROM p.anchor) * 1000), 'interval', p.interval, 'intervalCount', p.interval_count)
             FROM subscription_phase p WHERE p.subscription_id = s.id AND p.starts_at <= $2::timestamptz
             ORDER BY p.starts_at DESC LIMIT 1)) ORDER BY s.created_at, s.id)
        FROM subscription s WHERE s.customer_id = w.id AND s.status NOT IN ('INCOMPLETE_EXPIRED')), '[]'::json) AS subscriptions,
      coalesce((SELECT json_agg(json_build_object('feature', o.feature_code, 'meter', o.meter_code, 'value', o.value,
          'included', o.included::text, 'hard', o.hard, 'expiresAt', floor(extract(epoch FROM o.expires_at) * 1000))
          ORDER BY o.created_at, o.id)
        FROM entitlement_override o WHERE o.customer_id = w.id AND o.removed_at IS NULL
          AND (o.expires_at IS NULL OR o.expires_at > $2::timestamptz)), '[]'::json) AS overrides,
      coalesce((SELECT json_agg(json_build_object('meter', u.meter_code, 'quantity', u.quantity::text, 'stale', u.stale,
          'periodStart', floor(extract(epoch FROM u.period_start) * 1000)))
        FROM usage_counter u WHERE u.customer_id = w.id), '[]'::json) AS counters,
      coalesce((SELECT json_object_agg(h.meter_code, h.quantity) FROM (
          SELECT r.meter_code, sum(r.quantity)::text AS quantity FROM usage_reservation r
          WHERE r.customer_id = w.id AND r.state = 'HELD' AND r.expires_at > $2::timestamptz GROUP BY r.meter_code) h),
        '{}'::json) AS held,
      (SELECT json_build_object('amount', k.amount::text, 'currency', k.currency) FROM spend_cap k
        WHERE k.customer_id = w.id) AS "spendCap"
    FROM unnest($1::text[]) WITH ORDINALITY AS w(id, position)
    LEFT JOIN customer c ON c.id = w.id ORDER BY w.position`,
}

/** In the order of the ids, which may repeat. A customer that does not exist is there, not `known`. */
export async function findFacts(run: RunSql, customerIds: readonly string[], at: Date): Promise<CustomerFacts[]> {
  return run<CustomerFacts>(readFacts, [arrayLiteral(customerIds), at.toISOString()])
}
