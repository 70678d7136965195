import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client } from 'pg'
import { plantWorld, type Planted } from '../testing/planted-world'

// What the database itself refuses, whoever asks: each rule by plain SQL, in a transaction that is taken back.

let sql: Client
let planted: Planted

beforeAll(async () => {
  sql = new Client({ connectionString: process.env.DATABASE_URL })
  await sql.connect()
  planted = await plantWorld(sql)
})
afterAll(() => sql.end())

/** What PostgreSQL says to the statements, the last of which breaks a rule; nothing of them stays. */
async function refusalOf(...statements: string[]): Promise<string> {
  await sql.query('BEGIN')
  try {
    for (const statement of statements) await sql.query(statement)
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  } finally {
    await sql.query('ROLLBACK')
  }
}

describe('a finalised invoice', () => {
  test.each([
    'total = total + 1, subtotal = subtotal + 1',
    "number = 'INV-2026-999999'",
    'buyer = \'{"name":"Somebody else"}\'',
    "currency = 'USD'",
    'finalized_at = now()',
    "customer_id = 'cus_2'",
  ])('takes no change of %s', async (change) => {
    expect(await refusalOf(`UPDATE invoice SET ${change} WHERE id = 'inv_open'`)).toBe(
      'invoice inv_open is finalised and cannot be changed',
    )
  })

  test('does not become a draft again', async () => {
    expect(await refusalOf("UPDATE invoice SET status = 'DRAFT', number = NULL WHERE id = 'inv_open'")).toMatch(
      'cannot be changed',
    )
  })

  test('is not deleted, by itself or with its parts', async () => {
    expect(await refusalOf("DELETE FROM invoice WHERE id = 'inv_open'")).toMatch('cannot be deleted')
    expect(await refusalOf("DELETE FROM invoice_line WHERE invoice_id = 'inv_open'")).toMatch('cannot be changed')
    expect(await refusalOf("DELETE FROM invoice_tax WHERE invoice_id = 'inv_open'")).toMatch('cannot be changed')
  })

  test('keeps its lines and taxes as they are', async () => {
    const frozen = 'the lines and taxes of finalised invoice inv_open cannot be changed'
    expect(await refusalOf("UPDATE invoice_line SET amount = 1 WHERE invoice_id = 'inv_open'")).toBe(frozen)
    expect(await refusalOf("UPDATE invoice_line SET description = 'x' WHERE invoice_id = 'inv_open'")).toBe(frozen)
    expect(await refusalOf("UPDATE invoice_tax SET tax = 1 WHERE invoice_id = 'inv_open'")).toBe(frozen)
  })

  test('takes no late lines and taxes', async () => {
    const late = 'invoice inv_open is finalised and takes no more lines'
    expect(
      await refusalOf(planted.line({ id: 'line_late', invoiceId: 'inv_open', billingKey: 'late', position: 1 })),
    ).toBe(late)
    expect(
      await refusalOf("INSERT INTO invoice_tax VALUES ('inv_open', 'reduced', '7', 'DE', 100, 7, 'domestic')"),
    ).toBe(late)
  })

  test('moves on in status, amounts paid and due work', async () => {
    const moves = [
      "status = 'PAID', amount_paid = total, paid_at = now(), collect_at = NULL",
      "status = 'VOID', voided_at = now()",
      'collect_at = now(), attempt_count = attempt_count + 1',
    ]
    for (const move of moves)
      expect(await refusalOf(`UPDATE invoice SET ${move} WHERE id = 'inv_open'`)).toBe('accepted')
  })

  test('is paid in full or not at all, and never beyond its total', async () => {
    expect(await refusalOf("UPDATE invoice SET status = 'PAID' WHERE id = 'inv_open'")).toMatch('invoice_paid_in_full')
    expect(await refusalOf("UPDATE invoice SET amount_paid = total + 1 WHERE id = 'inv_open'")).toMatch(
      'invoice_not_overpaid',
    )
    expect(await refusalOf("UPDATE invoice SET amount_paid = -1 WHERE id = 'inv_open'")).toMatch('invoice_not_overpaid')
  })
})

describe('what is written once', () => {
  test.each(['ledger_transaction', 'ledger_entry', 'audit_entry', 'credit_note', 'credit_note_line'])(
    '%s rows are never changed or deleted',
    async (table) => {
      const column = {
        ledger_entry: 'account',
        audit_entry: 'action',
        credit_note: 'reason',
        credit_note_line: 'description',
      }[table]
      const message = `${table} rows are never changed or deleted`
      expect(await refusalOf(`UPDATE ${table} SET ${column ?? 'kind'} = 'x'`)).toBe(message)
      expect(await refusalOf(`DELETE FROM ${table}`)).toBe(message)
    },
  )

  test('a ledger transaction that does not sum to zero is refused, in each currency by itself', async () => {
    const open = "INSERT INTO ledger_transaction VALUES ('ltx_x', 'test', 'x', 'cus_1', now())"
    const entries = (...rows: string[]) => `INSERT INTO ledger_entry VALUES ${rows.join(', ')}`
    const unbalanced = 'ledger transaction ltx_x does not sum to zero'
    expect(
      await refusalOf(
        open,
        entries("('ltx_x', 0, 'cash.stripe', 100, 'EUR')", "('ltx_x', 1, 'receivable', -99, 'EUR')"),
      ),
    ).toBe(unbalanced)
    expect(
      await refusalOf(
        open,
        entries("('ltx_x', 0, 'cash.stripe', 100, 'EUR')", "('ltx_x', 1, 'receivable', -100, 'USD')"),
      ),
    ).toBe(unbalanced)
    expect(
      await refusalOf(
        open,
        entries("('ltx_x', 0, 'cash.stripe', 100, 'EUR')", "('ltx_x', 1, 'receivable', -100, 'EUR')"),
      ),
    ).toBe('accepted')
  })

  test('a business event is posted once', async () => {
    expect(
      await refusalOf(
        "INSERT INTO ledger_transaction VALUES ('ltx_y', 'invoice.finalized', 'inv_open', 'cus_1', now())",
      ),
    ).toMatch('ledger_transaction_kind_source_id_key')
  })
})

describe('what can happen once', () => {
  test('a second payment under way on one invoice is refused, after a failed one it is not', async () => {
    const first = planted.payment({ id: 'pay_1', invoiceId: 'inv_open', status: 'UNKNOWN' })
    for (const status of ['CREATED', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN'])
      expect(await refusalOf(first, planted.payment({ id: 'pay_2', invoiceId: 'inv_open', status }))).toMatch(
        'payment_one_under_way',
      )
    const failed = planted.payment({ id: 'pay_1', invoiceId: 'inv_open', status: 'FAILED' })
    expect(await refusalOf(failed, planted.payment({ id: 'pay_2', invoiceId: 'inv_open', status: 'CREATED' }))).toBe(
      'accepted',
    )
  })

  test('the same thing is billed again only after the invoice that billed it let it go', async () => {
    const again = [
      planted.invoice({ id: 'inv_again', status: 'OPEN', number: 90 }),
      planted.line({ id: 'line_again', invoiceId: 'inv_again', billingKey: 'key inv_open' }),
    ]
    expect(await refusalOf(...again)).toMatch('invoice_line_billed_once')
    const release = "UPDATE invoice_line SET released = true WHERE invoice_id = 'inv_open'"
    expect(await refusalOf(release, ...again)).toBe('accepted')
  })

  test('a number is given once', async () => {
    expect(await refusalOf(planted.invoice({ id: 'inv_again', status: 'OPEN', number: 1 }))).toMatch(
      'invoice_number_key',
    )
  })

  test('a payment gives back no more than it took', async () => {
    expect(await refusalOf("UPDATE payment SET amount_refunded = amount + 1 WHERE id = 'pay_paid'")).toMatch(
      'payment_not_over_refunded',
    )
  })
})
