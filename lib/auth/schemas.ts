import { z } from 'zod'
import { MEMBER_ROLES } from './permissions'

/** Shared by forms, actions and use-cases. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an email address, such as anna@example.com').max(254, 'This is too long for an email address'))

export const PASSWORD_MIN_LENGTH = 10

/** Length is what counts (NIST SP 800-63B): no rules on kinds of characters. The upper limit bounds the work of hashing. */
export const newPasswordSchema = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `Use at least ${PASSWORD_MIN_LENGTH} characters`)
  .max(200, 'Use at most 200 characters')

const name = z.string().trim().min(1, 'Enter a name').max(200, 'Use at most 200 characters')
const token = z.string().min(1).max(200)

export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, 'Enter your password').max(200, 'Use at most 200 characters'),
  returnTo: z.string().optional(),
})

export const signUpSchema = z.object({
  name,
  /** The company that will be invoiced. */
  company: name,
  email: emailSchema,
  password: newPasswordSchema,
  returnTo: z.string().optional(),
})
export type SignUp = z.infer<typeof signUpSchema>

export const requestPasswordResetSchema = z.object({ email: emailSchema })
export const resetPasswordSchema = z.object({ token, password: newPasswordSchema })

export const memberRoleSchema = z.enum(MEMBER_ROLES)
export const inviteMemberSchema = z.object({ email: emailSchema, role: memberRoleSchema })
export const changeMemberRoleSchema = z.object({ userId: z.string().min(1), role: memberRoleSchema })
export const removeMemberSchema = z.object({ userId: z.string().min(1) })
export const cancelInvitationSchema = z.object({ invitationId: z.string().min(1) })

export const acceptInvitationSchema = z.object({ token })
/** Someone without an account accepts: the address is the invitation's. */
export const signUpByInvitationSchema = z.object({ token, name, password: newPasswordSchema })
