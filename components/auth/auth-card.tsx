import type { ReactNode } from 'react'

interface AuthCardProps {
  title: string
  text?: string
  children: ReactNode
  footer?: ReactNode
}

/** The one narrow column of sign-in and its relatives. */
export function AuthCard({ title, text, children, footer }: AuthCardProps) {
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[27rem] px-4 py-12 focus:outline-none sm:py-20">
      <h1 className="text-2xl font-semibold tracking-[-0.022em]">{title}</h1>
      {text && <p className="mt-1 text-ink-muted">{text}</p>}
      <div className="mt-6 rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6">{children}</div>
      {footer && <div className="mt-5 text-center text-sm text-ink-muted">{footer}</div>}
    </main>
  )
}
