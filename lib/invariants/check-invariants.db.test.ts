import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkInvariants } from './check-invariants'
import { invariants } from './queries'
import { NOW, plantWorld, type Planted } from '@/lib/platform/testing/planted-world'

// Each invariant finds the breaches planted for it. They are written past the triggers and taken back afterwards.

let sql: Client
let planted: Planted

beforeAll(async () => {
  sql = new Client({ connectionString: process.env.DATABASE_URL })
  await sql.connect()
  planted = await plantWorld(sql)
})
afterAll(() => sql.end())

const january = '2026-01-20T09:00Z'

/** One event of so many text messages, at these instants, and its total. */
const usage = (quantity: number, times: string[]): string[] => [
  "INSERT INTO usage_counter (customer_id, meter_code, touched_at) VALUES ('cus_1', 'sms', '2026-01-20T09:00Z')",
  `INSERT INTO usage_bucket (customer_id, meter_code, hour, quantity, events) VALUES ('cus_1', 'sms', '${january}', ${quantity}, 1)`,
  ...times.flatMap((time) => [
    `SELECT ensure_usage_partition('${time.slice(0, 7)}-01')`,
    `INSERT INTO usage_event (source, id, meter_code, month, customer_id, type, time, quantity, received_at)
      VALUES ('s', 'e1', 'sms', '${time.slice(0, 7)}-01', 'cus_1', 'sms.sent', '${time}', ${quantity}, '${time}')`,
  ]),
]

/** What breaks the rule, and whom the audit must name. */
const breaches: Record<string, (world: Planted) => [what: string, statements: string[], subject: string][]> = {
  ledger_balanced: () => [
    [
      'an entry was changed',
      ["UPDATE ledger_entry SET amount = amount + 1 WHERE transaction_id = 'ltx_pay' AND position = 0"],
      'ltx_pay',
    ],
    ['an entry is gone', ["DELETE FROM ledger_entry WHERE transaction_id = 'ltx_cn' AND position = 1"], 'ltx_cn'],
  ],
  ledger_complete: ({ invoice }) => [
    ...(
      [
        ['ltx_inv_open', 'inv_open'],
        ['ltx_pay', 'pay_paid'],
        ['ltx_cn', 'cn_1'],
        ['ltx_ref', 'ref_1'],
      ] as const
    ).map(([transaction, subject]): [string, string[], string] => [
      `${subject} is not posted`,
      [
        `DELETE FROM ledger_entry WHERE transaction_id = '${transaction}'`,
        `DELETE FROM ledger_transaction WHERE id = '${transaction}'`,
      ],
      subject,
    ]),
    ['a new invoice is not posted', [invoice({ id: 'inv_3', status: 'OPEN', number: 3 })], 'inv_3'],
    ['a loss is not posted', ["UPDATE invoice SET status = 'UNCOLLECTIBLE' WHERE id = 'inv_open'"], 'inv_open'],
    ['a void is not posted', ["UPDATE invoice SET status = 'VOID' WHERE id = 'inv_open'"], 'inv_open'],
    ...(['ltx_inv_open inv_open', 'ltx_pay pay_paid', 'ltx_cn cn_1', 'ltx_ref ref_1'] as const).map(
      (pair): [string, string[], string] => {
        const [transaction, subject] = pair.split(' ') as [string, string]
        return [
          `${subject} is posted with a cent more on both sides`,
          [`UPDATE ledger_entry SET amount = amount + sign(amount) WHERE transaction_id = '${transaction}'`],
          subject,
        ]
      },
    ),
  ],
  revenue_equals_documents: () => [
    ['revenue went elsewhere', ["UPDATE ledger_entry SET account = 'x' WHERE account = 'revenue.deferred'"], 'cus_1'],
    [
      'a credit note says less',
      ["UPDATE credit_note SET subtotal = subtotal - 1, tax_total = tax_total + 1 WHERE id = 'cn_1'"],
      'cus_1',
    ],
  ],
  revenue_recognized: () => [
    ['what was earned at once is deferred', ["INSERT INTO books VALUES ('books', '2026-01-31')"], 'EUR'],
  ],
  vat_equals_documents: () => [
    ['VAT is of another country', ["UPDATE ledger_entry SET account = 'vat.FR' WHERE account = 'vat.DE'"], 'cus_1'],
    ['an invoice says less', ["UPDATE invoice_tax SET tax = tax - 1 WHERE invoice_id = 'inv_open'"], 'cus_1'],
  ],
  receivables_equal_open_invoices: () => [
    [
      'an invoice counts money that nobody posted',
      ["UPDATE invoice SET amount_paid = 1 WHERE id = 'inv_open'"],
      'cus_1',
    ],
    [
      'an open invoice is with another customer',
      ["UPDATE invoice SET customer_id = 'cus_2' WHERE id = 'inv_open'"],
      'cus_2',
    ],
  ],
  cash_equals_payments: () => [
    ['a payment says more', ["UPDATE payment SET amount = amount + 1 WHERE id = 'pay_paid'"], 'stripe'],
    ['a refund is posted and not made', ["UPDATE refund SET status = 'PENDING' WHERE id = 'ref_1'"], 'stripe'],
    [
      'a dispute is not posted',
      ["INSERT INTO dispute VALUES ('dsp_1', 'pay_paid', 'du_1', 'OPEN', 100, 'EUR', 'fraudulent', now())"],
      'stripe',
    ],
  ],
  clearing_equals_pending_refunds: () => [
    ['a refund is pending and not posted', ["UPDATE refund SET status = 'PENDING' WHERE id = 'ref_1'"], 'stripe'],
  ],
  disputes_are_held: () => [
    [
      'the ledger holds nothing',
      ["INSERT INTO dispute VALUES ('dsp_1', 'pay_paid', 'du_1', 'OPEN', 100, 'EUR', 'fraudulent', now())"],
      'cus_1',
    ],
    [
      'a lost one is not marked',
      ["INSERT INTO dispute VALUES ('dsp_1', 'pay_paid', 'du_1', 'LOST', 100, 'EUR', 'fraudulent', now())"],
      'pay_paid',
    ],
    ['marked without one', ["UPDATE payment SET disputed = true WHERE id = 'pay_paid'"], 'pay_paid'],
  ],
  dunning_goes_on: () => [
    [
      'nothing follows',
      [
        "INSERT INTO dunning (invoice_id, customer_id, attempts, started_at, last_failed_at) VALUES ('inv_open', 'cus_1', 1, now(), now())",
      ],
      'inv_open',
    ],
    [
      'the final action was not taken',
      [
        "INSERT INTO dunning (invoice_id, customer_id, attempts, started_at, last_failed_at, give_up_at) VALUES ('inv_open', 'cus_1', 1, now(), now(), '2026-01-02Z')",
      ],
      'inv_open',
    ],
    ['a reminder was not sent', ["UPDATE invoice SET remind_at = '2026-01-02Z' WHERE id = 'inv_open'"], 'inv_open'],
  ],
  cycles_tile: () => [
    ['a gap', ["UPDATE billing_cycle SET starts_at = '2026-02-02Z' WHERE index = 1"], 'sub_1 #1'],
    ['an overlap', ["UPDATE billing_cycle SET starts_at = '2026-01-31Z' WHERE index = 1"], 'sub_1 #1'],
    ['a late start', ["UPDATE billing_cycle SET starts_at = '2026-01-02Z' WHERE index = 0"], 'sub_1 #0'],
    ['a number left out', ['UPDATE billing_cycle SET index = 2 WHERE index = 1'], 'sub_1 #2'],
  ],
  one_invoice_per_instant: () => [
    [
      'two subscriptions renewed at one instant on two invoices',
      [
        "UPDATE invoice SET reason = 'SUBSCRIPTION_CYCLE'",
        "UPDATE billing_cycle SET invoice_id = 'inv_open' WHERE index = 1",
        `INSERT INTO subscription (id, customer_id, status, currency, time_zone, started_at, current_period_start, current_period_end, created_at)
          VALUES ('sub_2', 'cus_1', 'ACTIVE', 'EUR', 'Europe/Berlin', '2026-01-01Z', '2026-02-01Z', '2026-03-01Z', '2026-01-01')`,
        "INSERT INTO billing_cycle VALUES ('sub_2', 1, '2026-02-01Z', '2026-03-01Z', 'inv_paid')",
      ],
      'cus_1',
    ],
  ],
  numbers_gapless: () => [
    [
      'a number was taken and not used',
      ["UPDATE number_series SET next_number = 4 WHERE prefix = 'INV-2026'"],
      'INV-2026',
    ],
    ['a gap', ["UPDATE invoice SET series_number = 3 WHERE id = 'inv_open'"], 'INV-2026'],
    ['a credit note is gone', ['DELETE FROM credit_note'], 'CN-2026'],
  ],
  numbers_rise: () => [
    [
      'a later number has an earlier date',
      ["UPDATE invoice SET finalized_at = '2025-12-31Z' WHERE id = 'inv_open'"],
      'inv_open',
    ],
  ],
  invoice_adds_up: () => [
    ['a line changed', ["UPDATE invoice_line SET amount = amount - 1 WHERE invoice_id = 'inv_open'"], 'inv_open'],
    ["a line's tax changed", ["UPDATE invoice_line SET tax_amount = 1899 WHERE invoice_id = 'inv_open'"], 'inv_open'],
    ['the tax table changed', ["UPDATE invoice_tax SET tax = 1899 WHERE invoice_id = 'inv_open'"], 'inv_open'],
    ['the lines are gone', ["DELETE FROM invoice_line WHERE invoice_id = 'inv_open'"], 'inv_open'],
  ],
  credit_within_billed: () => [
    ['more net than billed', ['UPDATE credit_note_line SET amount = 10001'], 'line_paid'],
    ['more tax than billed', ['UPDATE credit_note_line SET tax_amount = 1901'], 'line_paid'],
  ],
  refund_within_paid: () => [
    [
      'the payment does not know of its refund',
      ["UPDATE payment SET amount_refunded = 0 WHERE id = 'pay_paid'"],
      'pay_paid',
    ],
    ['the refund failed and still counts', ["UPDATE refund SET status = 'FAILED'"], 'pay_paid'],
  ],
  paid_once: ({ payment }) => [
    ['two successes', [payment({ id: 'pay_twice', invoiceId: 'inv_paid', status: 'SUCCEEDED' })], 'inv_paid'],
    [
      'money that was never counted',
      [payment({ id: 'pay_x', invoiceId: 'inv_open', status: 'SUCCEEDED' })],
      'inv_open',
    ],
    ['counted without a payment', ["UPDATE payment SET status = 'FAILED' WHERE id = 'pay_paid'"], 'inv_paid'],
  ],
  active_is_paid: () => [
    [
      'the first invoice is open',
      ["UPDATE invoice SET status = 'OPEN', amount_paid = 0 WHERE id = 'inv_paid'"],
      'sub_1',
    ],
    [
      'the first invoice is void',
      ["UPDATE invoice SET status = 'VOID', amount_paid = 0 WHERE id = 'inv_paid'"],
      'sub_1',
    ],
  ],
  renewals_on_time: () => [
    ['it never renews', ['UPDATE subscription SET renews_at = NULL'], 'sub_1'],
    ['it renews at another time than its period ends', ["UPDATE subscription SET renews_at = '2026-03-02Z'"], 'sub_1'],
    [
      'it is late',
      ["UPDATE subscription SET renews_at = '2026-01-31T23:49Z', current_period_end = '2026-01-31T23:49Z'"],
      'sub_1',
    ],
  ],
  redemptions_counted: () => [
    [
      'a redemption that is not there is counted',
      [
        "INSERT INTO coupon (id, name, percent_off, times_redeemed, created_at) VALUES ('cpn_1', 'Ten', '10', 1, now())",
      ],
      'cpn_1',
    ],
  ],
  balance_equals_grants: () => [
    [
      'credit that is in no book',
      ["INSERT INTO credit_grant VALUES ('crd_1', 'cus_1', 'EUR', 100, 100, 'credit_note', 'x', '2026-01-01', NULL)"],
      'cus_1',
    ],
    [
      'a grant that forgot what it paid',
      ["INSERT INTO credit_grant VALUES ('crd_1', 'cus_1', 'EUR', 100, 40, 'credit_note', 'x', '2026-01-01', NULL)"],
      'crd_1',
    ],
  ],
  lifecycle_on_time: () => [
    ['a trial without an end', ["UPDATE subscription SET status = 'TRIALING', renews_at = NULL"], 'sub_1'],
    ['a pause that renews', ["UPDATE subscription SET status = 'PAUSED'"], 'sub_1'],
    [
      'a pause that never ends as planned',
      ["UPDATE subscription SET status = 'PAUSED', renews_at = NULL, resumes_at = '2026-03-01Z'"],
      'sub_1',
    ],
    [
      'a start that is late',
      ["UPDATE subscription SET status = 'SCHEDULED', renews_at = NULL, wakes_at = '2026-01-31T23:49Z'"],
      'sub_1',
    ],
  ],
  usage_settled_on_time: () => [
    [
      'it is late',
      [
        "INSERT INTO usage_counter (customer_id, meter_code, touched_at) VALUES ('cus_1', 'sms', '2026-01-20T09:00Z')",
        "UPDATE subscription SET usage_settles_at = '2026-01-20Z' WHERE id = 'sub_1'",
      ],
      'sub_1',
    ],
  ],
  lines_name_segments: () => [
    ['a segment that is gone', ["UPDATE invoice_line SET segment_id = 'seg_x' WHERE id = 'line_open'"], 'line_open'],
  ],
  contract_credits_carried: () => [
    [
      'no note carries it',
      [
        "INSERT INTO contract_credit VALUES ('cc_1', 'sub_1', 'seg_1', 0, 'k', '2026-01-16', '2026-02-01', -100, '[]', '{}', '2026-01-16')",
      ],
      'sub_1',
    ],
  ],
  drafts_on_time: () => [
    [
      'one whose time is over',
      [
        `INSERT INTO invoice (id, customer_id, legal_entity_id, status, reason, currency, subtotal, tax_total, total, created_at, finalizes_at)
          VALUES ('inv_draft', 'cus_1', 'ent_1', 'DRAFT', 'MANUAL', 'EUR', 0, 0, 0, '2026-01-01', '2026-01-31T23:49Z')`,
      ],
      'inv_draft',
    ],
  ],
  reverse_charge_is_proven: () => [
    [
      'an answer that was no yes',
      [
        "INSERT INTO invoice_tax SELECT 'inv_open', 'AE', '0', 'FR', 0, 0, 'eu_business_reverse_charge'",
        "INSERT INTO vat_id_check VALUES ('vic_1', 'cus_1', 'FR1', 'DE1', 'INVALID', NULL, NULL, NULL, NULL, '2026-01-01')",
      ],
      'inv_open',
    ],
  ],
  no_lasting_unknown: ({ payment }) =>
    ['UNKNOWN', 'CREATED'].map((status): [string, string[], string] => [
      `${status} for over an hour`,
      [payment({ id: 'pay_x', invoiceId: 'inv_open', status, createdAt: '2026-01-31T22:59Z' })],
      'pay_x',
    ]),
  usage_totals: () => [
    ['a total that no event explains', [...usage(2, [january]), 'UPDATE usage_bucket SET quantity = 3'], 'cus_1 sms'],
    ['an event that is in no total', [...usage(2, [january]), 'DELETE FROM usage_event'], 'cus_1 sms'],
  ],
  usage_counted_once: () => [['an event in two months', usage(1, [january, '2026-02-01T09:00Z']), 's e1']],
  one_current_segment: () => [
    ['none runs', ['UPDATE subscription_item SET valid_to = now()'], 'sub_1'],
    [
      'two of one item run',
      [
        "INSERT INTO subscription_item (id, item_id, subscription_id, price_id, valid_from) VALUES ('seg_2', 'item_1', 'sub_1', 'price_1', '2026-01-05')",
      ],
      'sub_1',
    ],
    ['one runs on after the end', ["UPDATE subscription SET status = 'CANCELED', ended_at = now()"], 'sub_1'],
  ],
}

test('a world in which all is well has no breaches', async () => {
  const results = await checkInvariants({ now: new Date(NOW) })
  expect(results.filter((each) => each.breaches.length > 0)).toEqual([])
  expect(results.map(({ code }) => code)).toEqual([...invariants.map(({ code }) => code), 'usage_is_priced'])
})

test('a sent invoice between two reminders is no breach', async () => {
  await sql.query('BEGIN')
  try {
    await sql.query('SET LOCAL session_replication_role = replica')
    await sql.query("UPDATE invoice SET remind_at = '2027-01-01Z' WHERE id = 'inv_open'")
    await sql.query(
      "INSERT INTO dunning (invoice_id, customer_id, attempts, started_at, last_failed_at) VALUES ('inv_open', 'cus_1', 1, now(), now())",
    )
    const { sql: query } = invariants.find(({ code }) => code === 'dunning_goes_on')!
    expect((await sql.query(query, [NOW])).rows).toEqual([])
  } finally {
    await sql.query('ROLLBACK')
  }
})

test('every invariant is tried here', () => {
  expect(Object.keys(breaches).sort()).toEqual(invariants.map(({ code }) => code).sort())
})

describe.each(invariants)('$code', ({ code, sql: query }) => {
  test('finds each breach of its rule', async () => {
    for (const [what, statements, subject] of breaches[code]!(planted)) {
      await sql.query('BEGIN')
      try {
        await sql.query('SET LOCAL session_replication_role = replica')
        for (const statement of statements) await sql.query(statement)
        const { rows } = await sql.query<{ subject: string; detail: string }>(
          `SELECT subject, detail FROM (${query}) AS breach WHERE $1::timestamptz IS NOT NULL`,
          [NOW],
        )
        expect(
          rows.map((row) => row.subject),
          what,
        ).toContain(subject)
        expect(rows[0]?.detail, what).toBeTruthy()
      } finally {
        await sql.query('ROLLBACK')
      }
    }
  })
})
