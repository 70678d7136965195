'use client'

import { Ban, Landmark, MoreHorizontal, Pause, Play, Zap } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import type { Action } from '@/components/forms/outcome'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import type { DunningListItem } from './dunning-item'
import { TransferDialog, type TransferRequest } from './transfer-dialog'

export interface DunningActionSet {
  charge: Action<{ id: string }>
  pause: Action<{ id: string }>
  release: Action<{ id: string }>
  writeOff: Action<{ id: string }>
  recordTransfer: Action<TransferRequest>
}

interface DunningActionsProps {
  item: DunningListItem
  reclaimsVat: boolean
  actions: DunningActionSet
}

type Asked = Exclude<keyof DunningActionSet, 'recordTransfer'>

/** What staff can do with one unpaid invoice; each asks first and says what will happen. */
export function DunningActions({ item, reclaimsVat, actions }: DunningActionsProps) {
  const [asked, setAsked] = useState<Asked | 'recordTransfer' | null>(null)
  const t = texts.dunning
  const { invoiceId, number, currency, amountDue, state } = item
  const questions = {
    charge: { title: t.chargeTitle(number), notes: [t.chargeNote], label: t.charge, done: t.charged },
    pause: { title: t.pauseTitle(number), notes: t.pauseNotes, label: t.pause, done: t.paused },
    release: { title: t.releaseTitle(number), notes: t.releaseNotes, label: t.release, done: t.released },
    writeOff: {
      title: t.writeOffTitle(number),
      notes: [
        t.writeOffLoss(formatMoney(amountDue, { currency })),
        reclaimsVat ? t.writeOffVat : t.writeOffNoVat,
        t.writeOffSubscription,
      ],
      label: t.writeOffConfirm,
      done: t.writtenOff,
    },
  } satisfies Record<Asked, { title: string; notes: string[]; label: string; done: string }>
  const question = asked && asked !== 'recordTransfer' ? questions[asked] : null
  return (
    <span className="relative z-10 -my-1.5 inline-flex">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t.actionsFor(number)}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem disabled={!item.hasMethod || item.isCharging} onSelect={() => setAsked('charge')}>
            <Zap aria-hidden />
            {t.charge}
          </DropdownMenuItem>
          {state === 'PAUSED' ? (
            <DropdownMenuItem onSelect={() => setAsked('release')}>
              <Play aria-hidden />
              {t.release}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem disabled={state === 'ENDED'} onSelect={() => setAsked('pause')}>
              <Pause aria-hidden />
              {t.pause}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => setAsked('recordTransfer')}>
            <Landmark aria-hidden />
            {t.transfer}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem danger disabled={item.isCharging} onSelect={() => setAsked('writeOff')}>
            <Ban aria-hidden />
            {t.writeOff}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {question && asked && asked !== 'recordTransfer' && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          danger={asked === 'writeOff'}
          title={question.title}
          consequences={question.notes}
          confirmLabel={question.label}
          onConfirm={() =>
            attempt({
              action: actions[asked],
              input: { id: invoiceId },
              onDone: () => toast.success(question.done),
            })
          }
        />
      )}
      {asked === 'recordTransfer' && (
        <TransferDialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          invoiceId={invoiceId}
          number={number}
          currency={currency}
          amountDue={amountDue}
          record={actions.recordTransfer}
        />
      )}
    </span>
  )
}
