import { env } from '@/lib/platform/env'

/**
 * Where a customer pays an invoice in person, 3-D Secure included. Who is signed out is asked to sign in and then led
 * back there: the page shows stored methods, and emails are forwarded.
 */
export const payUrl = (invoiceId: string): string => `${env.APP_URL}/portal/invoices/${invoiceId}/pay`
