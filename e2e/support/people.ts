import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { DEMO_PASSWORD, DEMO_STAFF } from '@/lib/auth/demo-logins'
import type { StaffRole } from '@/lib/auth/permissions'

export interface Person {
  name: string
  company: string
  email: string
  password: string
}

/** Someone nobody has met before, so that journeys never share anything. */
export function newPerson(name = 'Nora Neumann'): Person {
  const id = randomUUID().slice(0, 8)
  return {
    name,
    company: `Neumann Immobilien ${id}`,
    email: `${name.split(' ')[0]!.toLowerCase()}.${id}@example.com`,
    password: 'a long enough password',
  }
}

/** Creates the account through the form, and goes on to `returnTo`. */
export async function signUp(page: Page, person: Person, returnTo = '/portal'): Promise<void> {
  await page.goto(`/sign-up?returnTo=${encodeURIComponent(returnTo)}`)
  await fillSignUp(page, person)
  await page.waitForURL((url) => url.pathname !== '/sign-up')
}

/** Fills in and sends the form of the sign-up page. */
export async function fillSignUp(page: Page, { name, company, email, password }: Person): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Company').fill(company)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

export async function signIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs in one of the demo's own people. */
export async function signInStaff(page: Page, role: StaffRole): Promise<void> {
  const { email } = DEMO_STAFF.find((person) => person.role === role)!
  await signIn(page, { email, password: DEMO_PASSWORD })
  await expect(page).toHaveURL(/\/admin$/, { timeout: 20_000 }) // the first look at it since the start
}
