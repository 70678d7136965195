import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Spinner } from './spinner'

export const buttonStyles = cva(
  'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors duration-100 select-none disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'bg-accent text-accent-ink shadow-card hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-faint disabled:shadow-none',
        secondary:
          'border border-line-strong/70 bg-surface text-ink shadow-card hover:border-line-strong hover:bg-sunken disabled:bg-sunken disabled:text-ink-faint disabled:shadow-none',
        ghost: 'text-ink-muted hover:bg-sunken hover:text-ink disabled:text-ink-faint disabled:hover:bg-transparent',
        danger:
          'bg-critical-solid text-critical-ink hover:bg-critical-solid-hover disabled:bg-sunken disabled:text-ink-faint',
        link: 'h-auto! rounded-sm px-0! font-medium text-accent-text underline decoration-accent-line decoration-1 underline-offset-4 hover:decoration-current',
      },
      size: {
        sm: 'h-8 px-3 text-sm',
        md: 'h-9.5 px-4 text-sm',
        lg: 'h-11 px-5 text-base',
        icon: 'size-9 p-0',
        'icon-sm': 'size-8 p-0',
      },
    },
    defaultVariants: { variant: 'primary', size: 'md' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyles> {
  /** Renders the child (a link) in the button's look. */
  asChild?: boolean
  /** Work is under way: keeps the size and the focus, ignores further clicks and tells assistive technology. */
  pending?: boolean
}

export function Button({ className, variant, size, asChild, pending, children, onClick, type, ...props }: ButtonProps) {
  const classes = cn(buttonStyles({ variant, size }), className)
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type={type ?? 'button'}
      className={classes}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {pending ? (
        <>
          <span className="invisible inline-flex items-center gap-2">{children}</span>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          <span className="sr-only">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  )
}
