import { EngineError } from './errors'
import { groupBy } from './group'
import { allocate, roundHalfAwayFromZero } from './money'
import { rational } from './rational'
import type { TaxBreakdownRow, TaxDecision } from './tax'

/** A line of a finalised invoice, with what earlier credit notes took of it. Minor units. */
export interface CreditableLine {
  id: string
  netAmount: bigint
  taxAmount: bigint
  tax: TaxDecision
  creditedNetAmount: bigint
  creditedTaxAmount: bigint
}

/**
 * Amounts are gross, as the customer paid them; 'remaining' is whatever of the line is not credited yet. A line may also
 * name its net amount, where that is what was decided (the unused part of a price without tax).
 */
export type CreditNoteRequest =
  | { lines: readonly ({ id: string } & ({ grossAmount: bigint | 'remaining' } | { netAmount: bigint }))[] }
  | { amount: bigint | 'remaining' }

export interface CreditNoteLine {
  id: string
  netAmount: bigint
  taxAmount: bigint
  grossAmount: bigint
}

export interface CreditNoteResult {
  /** Positive as on the paper, except for what takes back a line that was itself a credit. */
  lines: CreditNoteLine[]
  breakdown: TaxBreakdownRow[]
  netTotal: bigint
  taxTotal: bigint
  total: bigint
}

const grossOf = (line: CreditableLine) => line.netAmount + line.taxAmount
const creditedOf = (line: CreditableLine) => line.creditedNetAmount + line.creditedTaxAmount
const remainingOf = (line: CreditableLine) => grossOf(line) - creditedOf(line)

/**
 * What a credit note over lines, or over an amount spread across the lines, comes to. Each line's tax is cumulative:
 * tax of everything credited so far, rounded, less the tax of earlier notes. So however many partial notes there are,
 * they add up to the invoice exactly.
 *
 * 1.00 + 0.19 in notes of 0.40, 0.40 and 0.39 gross: cumulative tax 0.0639 → 0.06, 0.1277 → 0.13, 0.19, so the notes
 * carry 0.06, 0.07 and 0.06 (each by itself would carry 0.06, and a cent would be missing).
 *
 * Throws `credit_exceeds_invoice`, `credit_not_positive`, `credit_line_unknown`.
 */
export function computeCreditNote(input: {
  lines: readonly CreditableLine[]
  request: CreditNoteRequest
}): CreditNoteResult {
  const requested = requestedPerLine(input)
  const credited = input.lines.flatMap((line): (CreditNoteLine & { tax: TaxDecision })[] => {
    const grossAmount = requested.get(line.id) ?? 0n
    if (grossAmount === 0n) return []
    const cumulative = creditedOf(line) + grossAmount
    const cumulativeTax = roundHalfAwayFromZero(rational(line.taxAmount * cumulative, grossOf(line)))
    const taxAmount = cumulativeTax - line.creditedTaxAmount
    return [{ id: line.id, netAmount: grossAmount - taxAmount, taxAmount, grossAmount, tax: line.tax }]
  })
  const total = (pick: (line: CreditNoteLine) => bigint) => credited.reduce((sum, line) => sum + pick(line), 0n)
  if (total((line) => line.grossAmount) <= 0n) {
    throw new EngineError('credit_not_positive', 'There is nothing to credit.')
  }
  return {
    lines: credited.map(({ id, netAmount, taxAmount, grossAmount }) => ({ id, netAmount, taxAmount, grossAmount })),
    breakdown: breakdownOf(credited),
    netTotal: total((line) => line.netAmount),
    taxTotal: total((line) => line.taxAmount),
    total: total((line) => line.grossAmount),
  }
}

function requestedPerLine({
  lines,
  request,
}: {
  lines: readonly CreditableLine[]
  request: CreditNoteRequest
}): Map<string, bigint> {
  const requested = 'lines' in request ? byLine(lines, request.lines) : byAmount(lines, request.amount)
  for (const line of lines) {
    const amount = requested.get(line.id) ?? 0n
    const remaining = remainingOf(line)
    if (grossOf(line) < 0n ? amount < remaining || amount > 0n : amount > remaining || amount < 0n) {
      throw new EngineError('credit_exceeds_invoice', 'More than what was billed and not yet credited.', {
        lineId: line.id,
        remaining: remaining.toString(),
        requested: amount.toString(),
      })
    }
  }
  return requested
}

function byLine(
  lines: readonly CreditableLine[],
  request: Extract<CreditNoteRequest, { lines: unknown }>['lines'],
): Map<string, bigint> {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const requested = new Map<string, bigint>()
  for (const wanted of request) {
    const { id } = wanted
    const line = byId.get(id)
    if (!line || requested.has(id)) {
      throw new EngineError('credit_line_unknown', 'Name each line of the invoice once at most.', { lineId: id })
    }
    if ('netAmount' in wanted) requested.set(id, grossFor(line, wanted.netAmount))
    else requested.set(id, wanted.grossAmount === 'remaining' ? remainingOf(line) : wanted.grossAmount)
  }
  return requested
}

/** 14.50 net of a line of 29.00 + 5.51: its tax is 2.755 → 2.76 of it, so 17.26; cumulative, like the tax of a note. */
function grossFor(line: CreditableLine, netAmount: bigint): bigint {
  const cumulativeNet = line.creditedNetAmount + netAmount
  if (line.netAmount === 0n) return netAmount
  const cumulativeTax = roundHalfAwayFromZero(rational(line.taxAmount * cumulativeNet, line.netAmount))
  return netAmount + cumulativeTax - line.creditedTaxAmount
}

/** All that remains takes every line whole, credits included; less is spread over what remains of the charges. */
function byAmount(lines: readonly CreditableLine[], amount: bigint | 'remaining'): Map<string, bigint> {
  const remaining = lines.map(remainingOf)
  const available = remaining.reduce((a, b) => a + b, 0n)
  if (amount === 'remaining' || amount === available) {
    return new Map(lines.map((line, index) => [line.id, remaining[index] ?? 0n]))
  }
  if (amount > available || amount < 0n) {
    throw new EngineError('credit_exceeds_invoice', 'More than what was billed and not yet credited.', {
      remaining: available.toString(),
      requested: amount.toString(),
    })
  }
  const parts = allocate(
    amount,
    remaining.map((each) => (each > 0n ? each : 0n)),
  )
  return new Map(lines.map((line, index) => [line.id, parts[index] ?? 0n]))
}

function breakdownOf(lines: readonly (CreditNoteLine & { tax: TaxDecision })[]): TaxBreakdownRow[] {
  const groups = groupBy(lines, ({ tax }) => `${tax.category} ${tax.rate} ${tax.country}`)
  return [...groups.values()].flatMap((group): TaxBreakdownRow[] => {
    const [first] = group
    if (!first) return []
    const { category, rate, country, reason, noteKey } = first.tax
    const taxableAmount = group.reduce((sum, line) => sum + line.netAmount, 0n)
    const taxAmount = group.reduce((sum, line) => sum + line.taxAmount, 0n)
    return [{ category, rate, country, reason, ...(noteKey && { noteKey }), taxableAmount, taxAmount }]
  })
}
