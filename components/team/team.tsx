'use client'

import { MailPlus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { attempt } from '@/components/forms/attempt'
import { DialogForm } from '@/components/forms/dialog-form'
import type { Action } from '@/components/forms/outcome'
import { useSubmit } from '@/components/forms/use-submit'
import { texts } from '@/components/texts/en'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { Radio, RadioGroup } from '@/components/ui/radio-group'
import { Tooltip } from '@/components/ui/tooltip'

type Role = 'OWNER' | 'BILLING_MANAGER' | 'VIEWER'
const ROLES: Role[] = ['OWNER', 'BILLING_MANAGER', 'VIEWER']

export interface TeamMember {
  userId: string
  name: string
  email: string
  role: Role
}

export interface TeamInvitation {
  id: string
  email: string
  role: Role
  /** Already written. */
  expiresOn: string
}

interface TeamProps {
  members: TeamMember[]
  invitations: TeamInvitation[]
  /** The user who looks. */
  self: string
  mayManage: boolean
  invite: Action<{ email: string; role: Role }>
  changeRole: Action<{ userId: string; role: Role }>
  remove: Action<{ userId: string }>
  cancelInvitation: Action<{ invitationId: string }>
}

export function Team(props: TeamProps) {
  const { members, invitations, self, mayManage } = props
  const t = texts.portal.team
  const [removing, setRemoving] = useState<TeamMember | null>(null)
  const changed = useRef('')
  const role = useSubmit(props.changeRole, () => toast.success(t.roleChanged(changed.current)))
  const withdraw = useSubmit(props.cancelInvitation, () => toast.success(t.invitationCanceled))
  const owners = members.filter((member) => member.role === 'OWNER').length

  return (
    <div className="flex flex-col gap-5">
      {(role.formError ?? withdraw.formError) && (
        <Banner tone="critical" title={role.formError ?? withdraw.formError} />
      )}
      <Section id="members" title={t.members} flush actions={mayManage && <InviteDialog invite={props.invite} />}>
        <ul className="divide-y divide-line" aria-busy={role.pending}>
          {members.map((member) => {
            const lastOwner = member.role === 'OWNER' && owners === 1
            return (
              <li key={member.userId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
                <Avatar name={member.name} />
                <div className="min-w-0 flex-1 basis-40">
                  <p className="flex items-center gap-2 text-sm font-medium">
                    <span className="truncate">{member.name}</span>
                    {member.userId === self && <Badge>{t.you}</Badge>}
                  </p>
                  <p className="truncate text-sm text-ink-muted">{member.email}</p>
                </div>
                {mayManage ? (
                  <div className="flex items-center gap-1 max-sm:w-full max-sm:justify-between">
                    <div className="w-44">
                      <NativeSelect
                        aria-label={t.roleOf(member.name)}
                        value={member.role}
                        disabled={lastOwner || role.pending}
                        onChange={(event) => {
                          changed.current = member.name
                          role.run({ userId: member.userId, role: event.target.value as Role })
                        }}
                      >
                        {ROLES.map((value) => (
                          <option key={value} value={value}>
                            {t.roles[value]?.name}
                          </option>
                        ))}
                      </NativeSelect>
                    </div>
                    <Tooltip content={lastOwner ? t.lastOwner : t.removeTitle(member.name)}>
                      <Button
                        variant="ghost"
                        size="icon"
                        aria-label={t.removeTitle(member.name)}
                        aria-disabled={lastOwner || undefined}
                        className={lastOwner ? 'opacity-40' : undefined}
                        onClick={() => !lastOwner && setRemoving(member)}
                      >
                        <Trash2 aria-hidden />
                      </Button>
                    </Tooltip>
                  </div>
                ) : (
                  <span className="text-sm text-ink-muted">{t.roles[member.role]?.name}</span>
                )}
              </li>
            )
          })}
        </ul>
      </Section>

      {invitations.length > 0 && (
        <Section id="invitations" title={t.pending} flush>
          <ul className="divide-y divide-line" aria-busy={withdraw.pending}>
            {invitations.map((invitation) => (
              <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
                <span className="min-w-0 flex-1 basis-40 truncate font-medium">{invitation.email}</span>
                <span className="text-ink-muted">{t.roles[invitation.role]?.name}</span>
                <span className="text-ink-faint">{t.expires(invitation.expiresOn)}</span>
                {mayManage && (
                  <Button
                    variant="ghost"
                    size="sm"
                    aria-label={`${t.cancelInvitation}: ${invitation.email}`}
                    onClick={() => withdraw.run({ invitationId: invitation.id })}
                  >
                    {t.cancelInvitation}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {!mayManage && <p className="text-sm text-ink-faint">{t.readOnly}</p>}

      {removing && (
        <ConfirmDialog
          danger
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={t.removeTitle(removing.name)}
          consequences={[t.removeText]}
          confirmLabel={texts.portal.methods.removeConfirm}
          onConfirm={() =>
            attempt({
              action: props.remove,
              input: { userId: removing.userId },
              onDone: () => toast.success(t.removed(removing.name)),
            })
          }
        />
      )}
    </div>
  )
}

function InviteDialog({ invite }: { invite: TeamProps['invite'] }) {
  const t = texts.portal.team
  const [open, setOpen] = useState(false)
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('BILLING_MANAGER')
  const submit = useSubmit(invite, () => {
    toast.success(t.invited(email))
    setOpen(false)
    setEmail('')
  })
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.invite}
      description={t.inviteText}
      trigger={
        <Button size="sm">
          <MailPlus aria-hidden />
          {t.invite}
        </Button>
      }
    >
      <DialogForm submit={submit} submitLabel={t.inviteSubmit} onSubmit={() => submit.run({ email, role })}>
        <Field label={t.email} error={submit.errorOf('email')}>
          <Input type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <RadioGroup aria-label={t.role} value={role} onValueChange={(value) => setRole(value as Role)}>
          {ROLES.map((value) => (
            <Radio key={value} card value={value} label={t.roles[value]?.name} hint={t.roles[value]?.hint} />
          ))}
        </RadioGroup>
      </DialogForm>
    </Dialog>
  )
}
