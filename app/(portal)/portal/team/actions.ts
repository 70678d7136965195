'use server'

import { revalidatePath } from 'next/cache'
import { memberAction } from '@/app/_server/action'
import { cancelInvitation as cancelUseCase, inviteMember as inviteUseCase } from '@/lib/auth/invite-member'
import { changeMemberRole as changeRoleUseCase, removeMember as removeUseCase } from '@/lib/auth/manage-members'
import {
  cancelInvitationSchema,
  changeMemberRoleSchema,
  inviteMemberSchema,
  removeMemberSchema,
} from '@/lib/auth/schemas'

/** Errors: `already_member`, `too_many_attempts`. */
export const inviteMember = memberAction('team.manage')
  .inputSchema(inviteMemberSchema)
  .action(async ({ parsedInput, ctx: { customer, user, actor, now } }) => {
    await inviteUseCase({ customerId: customer.id, ...parsedInput, inviter: user, actor, now })
    revalidatePath('/portal/team')
  })

/** Errors: `last_owner`. */
export const changeMemberRole = memberAction('team.manage')
  .inputSchema(changeMemberRoleSchema)
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    await changeRoleUseCase({ customerId: customer.id, ...parsedInput, actor, now })
    revalidatePath('/portal/team')
  })

/** Errors: `last_owner`. */
export const removeMember = memberAction('team.manage')
  .inputSchema(removeMemberSchema)
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    await removeUseCase({ customerId: customer.id, ...parsedInput, actor, now })
    revalidatePath('/portal/team')
  })

export const cancelInvitation = memberAction('team.manage')
  .inputSchema(cancelInvitationSchema)
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    await cancelUseCase({ customerId: customer.id, ...parsedInput, actor, now })
    revalidatePath('/portal/team')
  })
