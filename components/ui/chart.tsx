'use client'

import { useId, useState } from 'react'
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { formatMoney } from '@/components/format/money'
import { formatInteger, formatPercent, formatQuantity } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { cn } from './cn'
import { Segmented } from './segmented'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from './table'

export type ChartFormat =
  | { kind: 'money'; currency: string }
  | { kind: 'integer'; unit?: string }
  /** Exact decimals of a meter's unit. */
  | { kind: 'quantity'; unit: string }
  | { kind: 'percent' }

export interface ChartSeries {
  id: string
  label: string
  /** 1 to 5: the palette's number; by default the place in the list. */
  colour?: 1 | 2 | 3 | 4 | 5
}

export interface ChartRow {
  /** Where on the axis, already written for people: '12 Nov', 'Nov 2026'. */
  label: string
  /** Value per series id; money in minor units. A chart may round, the table beside it does not: amounts are text or bigint. */
  values: Record<string, number | bigint | string>
}

interface ChartProps {
  title: string
  kind: 'area' | 'bar' | 'stacked-bar'
  series: ChartSeries[]
  rows: ChartRow[]
  format: ChartFormat
  /** A value to hold the others against: what is included. */
  reference?: { value: number; label: string }
  /** The name of what the rows are of, in the table. */
  rowsLabel?: string
  /** How an area joins its points: `linear` where it says nothing about what is between them. */
  curve?: 'monotone' | 'linear' | 'stepAfter'
  height?: number
  className?: string
}

function write(value: number | bigint | string, format: ChartFormat, short = false): string {
  if (format.kind === 'percent') return formatPercent(Number(value))
  if (format.kind === 'quantity') {
    const quantity = formatQuantity(typeof value === 'number' ? value.toFixed(4) : String(value))
    return short ? quantity : `${quantity} ${format.unit}`
  }
  if (format.kind === 'integer')
    return formatInteger(BigInt(Math.round(Number(value)))) + (format.unit && !short ? ` ${format.unit}` : '')
  return formatMoney(BigInt(typeof value === 'number' ? Math.round(value) : value), {
    currency: format.currency,
    trimZeros: short,
  })
}

/** A chart and, one click away, the same data as a table. */
export function Chart(props: ChartProps) {
  const { title, kind, series, rows, format, reference, curve = 'monotone', height = 240, className } = props
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const gradient = useId()
  const colours = series.map((item, index) => `var(--chart-${item.colour ?? (index % 5) + 1})`)
  const data = rows.map((row) => ({
    label: row.label,
    ...Object.fromEntries(series.map((item) => [item.id, Number(row.values[item.id] ?? 0)])),
  }))
  const axes = (
    <>
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <XAxis
        dataKey="label"
        tickLine={false}
        axisLine={{ stroke: 'var(--chart-grid)' }}
        tick={{ fill: 'var(--ink-faint)', fontSize: 12 }}
        minTickGap={28}
        tickMargin={8}
      />
      <YAxis
        tickLine={false}
        axisLine={false}
        width="auto"
        tick={{ fill: 'var(--ink-faint)', fontSize: 12 }}
        tickFormatter={(value: number) => write(value, format, true)}
        tickMargin={6}
      />
      {reference && (
        <ReferenceLine
          y={reference.value}
          ifOverflow="extendDomain"
          stroke="var(--line-strong)"
          strokeDasharray="5 4"
          label={{ value: reference.label, position: 'insideTopLeft', fill: 'var(--ink-muted)', fontSize: 12 }}
        />
      )}
      <Tooltip
        cursor={{ fill: 'var(--sunken)', stroke: 'var(--chart-grid)' }}
        isAnimationActive={false}
        content={({ active, payload, label }) =>
          active && payload?.length ? (
            <div className="rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-raised">
              <p className="mb-1 font-medium text-ink">{label}</p>
              {payload.map((entry) => (
                <p key={String(entry.dataKey)} className="flex items-center gap-2 text-ink-muted">
                  <span aria-hidden className="size-2 rounded-full" style={{ background: entry.color }} />
                  {entry.name}
                  <span className="ml-auto pl-4 font-medium text-ink tabular">
                    {write(Number(entry.value), format)}
                  </span>
                </p>
              ))}
            </div>
          ) : null
        }
      />
    </>
  )

  return (
    <figure className={cn('flex flex-col gap-3', className)}>
      <figcaption className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1 pt-2 text-xs text-ink-muted">
          <span className={cn('text-sm font-medium text-ink', series.length > 1 && 'mr-1')}>{title}</span>
          {series.length > 1 &&
            series.map((item, index) => (
              <span key={item.id} className="inline-flex items-center gap-1.5">
                <span aria-hidden className="size-2 rounded-full" style={{ background: colours[index] }} />
                {item.label}
              </span>
            ))}
        </div>
        <Segmented
          label={texts.chart.view}
          value={view}
          onValueChange={setView}
          options={[
            { value: 'chart', label: texts.chart.chart },
            { value: 'table', label: texts.chart.table },
          ]}
        />
      </figcaption>
      {view === 'chart' ? (
        <div aria-hidden style={{ height }}>
          <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height }}>
            {kind === 'area' ? (
              <AreaChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
                <defs>
                  {series.map((item, index) => (
                    <linearGradient key={item.id} id={`${gradient}-${index}`} x1="0" y1="0" x2="0" y2="1">
                      <stop offset="0%" stopColor={colours[index]} stopOpacity={0.22} />
                      <stop offset="100%" stopColor={colours[index]} stopOpacity={0.02} />
                    </linearGradient>
                  ))}
                </defs>
                {axes}
                {series.map((item, index) => (
                  <Area
                    key={item.id}
                    dataKey={item.id}
                    name={item.label}
                    type={curve}
                    stroke={colours[index]}
                    strokeWidth={2}
                    fill={`url(#${gradient}-${index})`}
                    isAnimationActive={false}
                  />
                ))}
              </AreaChart>
            ) : (
              <BarChart
                data={data}
                margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
                stackOffset="sign"
                barCategoryGap="28%"
                accessibilityLayer={false}
              >
                {axes}
                {series.map((item, index) => (
                  <Bar
                    key={item.id}
                    dataKey={item.id}
                    name={item.label}
                    fill={colours[index]}
                    stackId={kind === 'stacked-bar' ? 'stack' : undefined}
                    radius={kind === 'bar' ? [3, 3, 0, 0] : 0}
                    maxBarSize={44}
                    isAnimationActive={false}
                  />
                ))}
              </BarChart>
            )}
          </ResponsiveContainer>
        </div>
      ) : (
        <div
          className="max-h-80 overflow-y-auto rounded-md border border-line"
          tabIndex={0}
          role="region"
          aria-label={title}
        >
          <Table aria-label={title}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{props.rowsLabel ?? texts.chart.period}</TableHeaderCell>
                {series.map((item) => (
                  <TableHeaderCell key={item.id} numeric>
                    {item.label}
                  </TableHeaderCell>
                ))}
              </tr>
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={row.label}>
                  <TableCell primary>{row.label}</TableCell>
                  {series.map((item) => (
                    <TableCell key={item.id} label={item.label} numeric>
                      {write(row.values[item.id] ?? 0, format)}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </figure>
  )
}
