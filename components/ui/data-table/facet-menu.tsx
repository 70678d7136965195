'use client'

import { ListFilter } from 'lucide-react'
import { Button } from '../button'
import { cn } from '../cn'
import { DropdownMenu, DropdownMenuCheckboxItem, DropdownMenuContent, DropdownMenuTrigger } from '../dropdown-menu'

export interface Facet {
  /** The URL parameter's name. */
  id: string
  label: string
  options: { value: string; label: string; count?: number }[]
}

interface FacetMenuProps {
  facet: Facet
  chosen: string[]
  onChange: (values: string[]) => void
}

export function FacetMenu({ facet, chosen, onChange }: FacetMenuProps) {
  const labels = facet.options.filter((option) => chosen.includes(option.value)).map((option) => option.label)
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="secondary"
          size="sm"
          className={cn(chosen.length > 0 && 'border-accent-line bg-accent-soft text-accent-text')}
        >
          <ListFilter aria-hidden />
          {facet.label}
          {labels.length > 0 && (
            <span className="font-normal">{labels.length > 2 ? labels.length : labels.join(', ')}</span>
          )}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {facet.options.map((option) => (
          <DropdownMenuCheckboxItem
            key={option.value}
            checked={chosen.includes(option.value)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(checked) =>
              onChange(checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
            }
          >
            <span className="flex-1">{option.label}</span>
            {option.count !== undefined && <span className="text-xs text-ink-faint tabular">{option.count}</span>}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
