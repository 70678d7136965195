'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Button } from '../button'
import { PAGE_SIZES } from './table-query'

interface PaginationProps {
  page: number
  size: number
  total: number
  onPage: (page: number) => void
  onSize: (size: number) => void
}

export function Pagination({ page, size, total, onPage, onSize }: PaginationProps) {
  const pages = Math.max(1, Math.ceil(total / size))
  const from = total === 0 ? 0 : (page - 1) * size + 1
  const to = Math.min(total, page * size)
  return (
    <nav
      aria-label={texts.table.pagination}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5 text-sm text-ink-muted sm:px-5"
    >
      <p className="tabular" aria-live="polite">
        {texts.table.range(formatInteger(from), formatInteger(to), formatInteger(total))}
      </p>
      <div className="flex items-center gap-3">
        <label className="hidden items-center gap-2 sm:flex">
          {texts.table.rowsPerPage}
          <select
            value={size}
            onChange={(event) => onSize(Number(event.target.value))}
            className="h-8 rounded-md border border-line bg-surface px-1.5 text-ink tabular"
          >
            {PAGE_SIZES.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </label>
        <div className="flex items-center gap-1">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={texts.table.previous}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          >
            <ChevronLeft aria-hidden />
          </Button>
          <span className="px-1 text-ink tabular">{texts.table.pageOf(formatInteger(page), formatInteger(pages))}</span>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={texts.table.next}
            disabled={page >= pages}
            onClick={() => onPage(page + 1)}
          >
            <ChevronRight aria-hidden />
          </Button>
        </div>
      </div>
    </nav>
  )
}
