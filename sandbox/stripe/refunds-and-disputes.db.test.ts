import { describe, expect, test } from 'vitest'
import { refusal, sandboxUnderTest, withoutRedirects } from '../testing-client'

const { stripe, control } = await sandboxUnderTest()

async function paid(payment_method = 'pm_card_visa') {
  const intent = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'eur',
    confirm: true,
    capture_method: 'automatic',
    payment_method,
    ...withoutRedirects,
  })
  return { payment_intent: intent.id, charge: String(intent.latest_charge) }
}

describe('refunds', () => {
  test('in two parts, then no more', async () => {
    const { payment_intent, charge } = await paid()
    const first = await stripe.refunds.create({ payment_intent, amount: 1200, metadata: { why: 'half' } })
    expect(first).toMatchObject({ object: 'refund', amount: 1200, status: 'succeeded', charge, payment_intent })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1200, refunded: false })
    const tooMuch = await refusal(stripe.refunds.create({ charge, amount: 3001 }))
    expect(tooMuch.message).toBe('Refund amount (€30.01) is greater than unrefunded amount on charge (€30.00)')
    await stripe.refunds.create({ charge })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 4200, refunded: true })
    const error = await refusal(stripe.refunds.create({ payment_intent }))
    expect(error).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' })
    const { data } = await stripe.refunds.list({ payment_intent })
    expect(data.map(({ amount }) => amount)).toEqual([3000, 1200])
  })

  test('what came in, less refunds and fees, is what is on the balance', async () => {
    const { charge } = await paid()
    const refund = await stripe.refunds.create({ charge, amount: 200 })
    const booked = await stripe.balanceTransactions.retrieve(String(refund.balance_transaction))
    expect(booked).toMatchObject({ amount: -200, fee: 0, net: -200, type: 'refund', source: refund.id })
    const { data } = await stripe.balanceTransactions.list({ source: charge, expand: ['data.source'] })
    expect(data).toMatchObject([{ amount: 4200, fee: 162, source: { object: 'charge', amount_refunded: 200 } }])
  })

  test('7726 is pending at first, then succeeds', async () => {
    await control('POST', '/clock', { now: '2027-01-01T00:00:00Z' })
    const { charge } = await paid('pm_card_pendingRefund')
    const refund = await stripe.refunds.create({ charge })
    expect(refund.status).toBe('pending')
    await control('POST', '/clock', { now: '2027-01-02T00:00:00Z' })
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'succeeded' })
  })

  test('5126 succeeds at first, then fails: the money is on the balance again', async () => {
    await control('POST', '/clock', { now: '2027-01-01T00:00:00Z' })
    const { charge } = await paid('pm_card_refundFail')
    const refund = await stripe.refunds.create({ charge })
    expect(refund.status).toBe('succeeded')
    await control('POST', '/clock', { now: '2027-01-02T00:00:00Z' })
    expect(await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] })).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { amount: 4200, type: 'refund_failure' },
    })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false })
  })
})

describe('disputes', () => {
  test('0259 is disputed at once: the amount and a fee are withdrawn', async () => {
    const { payment_intent, charge } = await paid('pm_card_createDispute')
    const [dispute] = (await stripe.disputes.list({ payment_intent })).data
    expect(dispute).toMatchObject({
      object: 'dispute',
      amount: 4200,
      charge,
      reason: 'fraudulent',
      status: 'needs_response',
      balance_transactions: [{ amount: -4200, fee: 2000, net: -6200, type: 'adjustment' }],
    })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: true })
    expect(await refusal(stripe.refunds.create({ charge }))).toMatchObject({ code: 'charge_disputed' })
  })

  test('winning evidence wins: the amount comes back, the fee does not', async () => {
    const { payment_intent } = await paid('pm_card_createDispute')
    const [dispute] = (await stripe.disputes.list({ payment_intent })).data
    const won = await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
    })
    expect(won).toMatchObject({ status: 'won', evidence_details: { has_evidence: true, submission_count: 1 } })
    expect(won.balance_transactions.map(({ net }) => net)).toEqual([-6200, 4200])
  })

  test('closing a dispute loses it', async () => {
    const { payment_intent } = await paid('pm_card_createDispute')
    const [dispute] = (await stripe.disputes.list({ payment_intent })).data
    expect(await stripe.disputes.close(dispute?.id ?? '')).toMatchObject({ status: 'lost' })
  })

  test('one can be opened and decided from outside', async () => {
    const { charge } = await paid()
    const opened = (await control('POST', '/disputes', { charge, reason: 'product_not_received' })) as { id: string }
    expect(opened).toMatchObject({ status: 'needs_response', reason: 'product_not_received' })
    expect(await control('POST', `/disputes/${opened.id}/close`, { outcome: 'won' })).toMatchObject({ status: 'won' })
    await expect(control('POST', '/disputes', { charge: 'ch_none', reason: 'fraudulent' })).rejects.toThrow('404')
  })
})
