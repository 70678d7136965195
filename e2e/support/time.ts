import { expect, type Page } from '@playwright/test'

/** A member of staff lets time pass with the sandbox's time machine; everything due on the way is done. */
export async function letPass(staff: Page, step: 'A day' | 'A week' | 'A month'): Promise<void> {
  await staff.goto('/admin/sandbox')
  const time = staff.getByRole('region', { name: 'Time machine' })
  await time.getByRole('button', { name: step }).click()
  await expect(time.getByText(/^Travelling to/)).toBeVisible()
  await expect(time.getByText(/^Travelling to/)).toHaveCount(0, { timeout: 150_000 })
  await expect(time.getByRole('alert')).toHaveCount(0)
}
