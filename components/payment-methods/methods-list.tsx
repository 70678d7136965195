'use client'

import { CreditCard, Ellipsis, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { MethodLabel, methodName } from '@/components/billing/method-label'
import type { MethodView } from '@/components/billing/types'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { EmptyState } from '@/components/ui/empty-state'

interface MethodsListProps {
  methods: MethodView[]
  /** A live subscription needs at least one. */
  lastMustStay: boolean
  mayManage: boolean
  /** 'YYYY-MM' of today, to tell what has expired. */
  month: string
  makeDefault: Action<{ methodId: string }>
  remove: Action<{ methodId: string }>
  addButton?: React.ReactNode
}

export function MethodsList(props: MethodsListProps) {
  const { methods, lastMustStay, mayManage, month, makeDefault, remove } = props
  const t = texts.portal.methods
  const [removing, setRemoving] = useState<MethodView | null>(null)
  const [moved, setMoved] = useState('')
  const defaulting = useSubmit(makeDefault, () => toast.success(t.madeDefault(moved)))
  const stays = methods.length === 1 && lastMustStay
  const heir = methods.filter(({ id }) => id !== removing?.id).at(-1)

  if (methods.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<CreditCard aria-hidden />}
          title={t.emptyTitle}
          actions={mayManage ? props.addButton : undefined}
        >
          {t.emptyText}
        </EmptyState>
      </Card>
    )
  }
  return (
    <>
      {defaulting.formError && <Banner tone="critical" title={defaulting.formError} className="mb-4" />}
      <Card>
        <ul className="divide-y divide-line" aria-busy={defaulting.pending}>
          {methods.map((method) => (
            <li key={method.id} className="flex items-center gap-4 px-4 py-3.5 sm:px-5">
              <MethodLabel method={method} className="flex-1" />
              <ExpiryBadge method={method} month={month} />
              {method.isDefault && <Badge tone="accent">{t.default}</Badge>}
              {mayManage && (
                <DropdownMenu>
                  <DropdownMenuTrigger asChild>
                    <Button variant="ghost" size="icon-sm" aria-label={t.actions(methodName(method))}>
                      <Ellipsis aria-hidden />
                    </Button>
                  </DropdownMenuTrigger>
                  <DropdownMenuContent>
                    <DropdownMenuItem
                      disabled={method.isDefault}
                      onSelect={() => {
                        setMoved(methodName(method))
                        defaulting.run({ methodId: method.id })
                      }}
                    >
                      <Star aria-hidden />
                      {t.makeDefault}
                    </DropdownMenuItem>
                    <DropdownMenuItem danger={!stays} disabled={stays} onSelect={() => setRemoving(method)}>
                      <Trash2 aria-hidden />
                      {t.remove}
                    </DropdownMenuItem>
                  </DropdownMenuContent>
                </DropdownMenu>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {stays && mayManage && <p className="mt-3 text-sm text-ink-faint">{t.last}</p>}
      {removing && (
        <ConfirmDialog
          danger
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={t.removeTitle(methodName(removing))}
          consequences={[t.removeText, ...(removing.isDefault && heir ? [t.removeHandsOver(methodName(heir))] : [])]}
          confirmLabel={t.removeConfirm}
          onConfirm={() =>
            attempt({
              action: remove,
              input: { methodId: removing.id },
              onDone: () => toast.success(t.removed(methodName(removing))),
            })
          }
        />
      )}
    </>
  )
}

function ExpiryBadge({ method, month }: { method: MethodView; month: string }) {
  if (!method.expMonth || !method.expYear) return null
  const [year = 0, now = 0] = month.split('-').map(Number)
  const left = (method.expYear - year) * 12 + method.expMonth - now
  if (left < 0) return <Badge tone="critical">{texts.portal.methods.expired}</Badge>
  if (left <= 1) return <Badge tone="caution">{texts.portal.methods.expiresSoon}</Badge>
  return null
}
