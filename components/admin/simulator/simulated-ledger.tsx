import { formatDateTime } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import type { SimulationReport } from '@/lib/simulator/report'
import { money } from './simulated-money'

/** What was posted, and what the accounts come to. */
export function SimulatedLedger({ report }: { report: SimulationReport }) {
  const t = texts.admin.simulator
  const { ledger, accounts, currency, timeZone } = report
  if (ledger.length === 0) return null
  return (
    <>
      <Section title={t.ledger} flush>
        <Table aria-label={t.ledger}>
          <TableHead>
            <tr role="row">
              <TableHeaderCell>{t.at}</TableHeaderCell>
              <TableHeaderCell>{t.transaction}</TableHeaderCell>
              <TableHeaderCell>{t.account}</TableHeaderCell>
              <TableHeaderCell numeric>{t.amount}</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {ledger.flatMap(({ at, kind, document, entries }, index) =>
              entries.map(({ account, amount }) => (
                <TableRow key={`${index} ${account}`}>
                  <TableCell label={t.at}>{formatDateTime(at, { timeZone })}</TableCell>
                  <TableCell label={t.transaction} primary>
                    {document ? `${kind} ${document}` : kind}
                  </TableCell>
                  <TableCell label={t.account}>
                    <span className="font-mono text-xs">{account}</span>
                  </TableCell>
                  <TableCell label={t.amount} numeric>
                    {money(amount, currency)}
                  </TableCell>
                </TableRow>
              )),
            )}
          </TableBody>
        </Table>
      </Section>
      <Section title={t.accounts} description={t.accountsNote} flush>
        <Table aria-label={t.accounts}>
          <TableHead>
            <tr role="row">
              <TableHeaderCell>{t.account}</TableHeaderCell>
              <TableHeaderCell numeric>{t.balance}</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {accounts.map(({ account, amount }) => (
              <TableRow key={account}>
                <TableCell label={t.account} primary>
                  <span className="font-mono text-xs">{account}</span>
                </TableCell>
                <TableCell label={t.balance} numeric>
                  {money(amount, currency)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Section>
    </>
  )
}
