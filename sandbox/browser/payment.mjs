// The frame of the Payment Element. What is typed here goes to the API from here; the page around only learns whether the
// fields are complete, and the id of the payment method that came of them.

/** The names of brands by how their numbers begin. */
const BRANDS = [
  ['visa', /^4/],
  ['mastercard', /^(5[1-5]|2[2-7])/],
  ['amex', /^3[47]/],
  ['discover', /^6(011|4[4-9]|5)/],
  ['diners', /^3(0|6|8)/],
  ['jcb', /^35/],
  ['unionpay', /^62/],
]

const LENGTHS = { amex: 15, diners: 14, unionpay: 16 }

const form = document.querySelector('#fields')
const input = (name) => form.elements.namedItem(name)
const digits = (name) => input(name).value.replace(/\D/g, '')

let selected = 'card'
let types = []
let hidden = new Set()
let isReady = false

// --- what is wrong with a field: Stripe's code and message, or nothing ------------------------------------------------

const CHECKS = {
  number() {
    const number = digits('number')
    const full = LENGTHS[brandOf(number)] ?? 16
    if (number.length < full) return ['incomplete_number', 'Your card number is incomplete.']
    if (!passesLuhn(number)) return ['invalid_number', 'Your card number is invalid.']
  },
  expiry() {
    const text = digits('expiry')
    if (text.length < 4) return ['incomplete_expiry', "Your card's expiration date is incomplete."]
    const { month, year } = expiry()
    if (month < 1 || month > 12) return ['invalid_expiry_month', "Your card's expiration month is invalid."]
    if (year > new Date().getFullYear() + 50) return ['invalid_expiry_year', "Your card's expiration year is invalid."]
    if (new Date(year, month, 1) <= new Date()) {
      return ['invalid_expiry_year_past', "Your card's expiration year is in the past."]
    }
  },
  cvc() {
    const length = brandOf(digits('number')) === 'amex' ? 4 : 3
    if (digits('cvc').length < length) return ['incomplete_cvc', "Your card's security code is incomplete."]
  },
  iban() {
    const iban = ibanText()
    if (iban.length < 15) return ['incomplete_iban', 'The IBAN you entered is incomplete.']
    if (!isIban(iban)) return ['invalid_iban', 'The IBAN you entered is invalid.']
  },
  email() {
    const email = input('email').value.trim()
    if (email === '') return ['incomplete_email', 'Your email is incomplete.']
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return ['invalid_email', 'Your email is invalid.']
  },
  name() {
    if (input('name').value.trim() === '') return ['incomplete_name', 'Your name is incomplete.']
  },
}

const FIELDS = { card: ['number', 'expiry', 'cvc'], sepa_debit: ['email', 'name', 'iban'] }
const fieldsInUse = () => FIELDS[selected].filter((name) => !hidden.has(name))

/** Shows (or takes away) a field's message, and returns the error. */
function judge(name) {
  const [code, message] = CHECKS[name]() ?? []
  input(name).setAttribute('aria-invalid', String(code !== undefined))
  document.querySelector(`#${name}-error`).textContent = message ?? ''
  return code && { type: 'validation_error', code, message }
}

function absolve(name) {
  input(name).removeAttribute('aria-invalid')
  document.querySelector(`#${name}-error`).textContent = ''
}

// --- reading ----------------------------------------------------------------------------------------------------------

function expiry() {
  const text = digits('expiry')
  return { month: Number(text.slice(0, 2)), year: 2000 + Number(text.slice(2, 4)) }
}

const ibanText = () => input('iban').value.replace(/\s/g, '').toUpperCase()

function brandOf(number) {
  return BRANDS.find(([, pattern]) => pattern.test(number))?.[0]
}

function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function isIban(iban) {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const text = [...(iban.slice(4) + iban.slice(0, 4))].map((character) => parseInt(character, 36)).join('')
  return [...text].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0) === 1
}

// --- typing -----------------------------------------------------------------------------------------------------------

/** Writes a value as people read it, and keeps the caret behind the character it was behind. */
function rewrite(field, format, isKept) {
  const before = field.value.slice(0, field.selectionStart ?? 0)
  const count = [...before].filter((character) => isKept.test(character)).length
  const text = format(field.value)
  if (text === field.value) return
  field.value = text
  let position = 0
  for (let seen = 0; position < text.length && seen < count; position++) if (isKept.test(text[position])) seen++
  if (document.activeElement === field) {
    const end = count === [...text].filter((character) => isKept.test(character)).length ? text.length : position
    field.setSelectionRange(end, end)
  }
}

const FORMATS = {
  number(value) {
    const number = value.replace(/\D/g, '').slice(0, 19)
    if (brandOf(number) === 'amex') {
      return [number.slice(0, 4), number.slice(4, 10), number.slice(10, 15)].filter(Boolean).join(' ')
    }
    return (number.slice(0, brandOf(number) === 'unionpay' ? 19 : 16).match(/.{1,4}/g) ?? []).join(' ')
  },
  expiry(value) {
    let text = value.replace(/\D/g, '').slice(0, 4)
    if (/^[2-9]/.test(text)) text = `0${text}`.slice(0, 4)
    return text.length < 2 ? text : `${text.slice(0, 2)} / ${text.slice(2)}`
  },
  cvc(value) {
    return value.replace(/\D/g, '').slice(0, brandOf(digits('number')) === 'amex' ? 4 : 3)
  },
  iban(value) {
    const iban = value
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 34)
    return (iban.match(/.{1,4}/g) ?? []).join(' ')
  },
}

form.addEventListener('input', ({ target, inputType }) => {
  const { name } = target
  const isDeleting = inputType?.startsWith('delete')
  if (FORMATS[name] && !isDeleting) rewrite(target, FORMATS[name], /[A-Z0-9]/i)
  if (name === 'number') showBrand()
  if (target.getAttribute('aria-invalid') === 'true') judge(name)
  else absolve(name)
  const next = { number: 'expiry', expiry: 'cvc' }[name]
  if (next && !isDeleting && !CHECKS[name]() && document.activeElement === target) input(next).focus()
  report()
})

form.addEventListener('focusin', () => tell({ type: 'focus' }))
form.addEventListener('focusout', ({ target }) => {
  if (target.name && target.value !== '') judge(target.name)
  tell({ type: 'blur' })
})

form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault()
    tell({ type: 'enter' })
  }
})

function showBrand() {
  document.querySelector('#brand').textContent = brandOf(digits('number')) ?? ''
}

// --- tabs -------------------------------------------------------------------------------------------------------------

function select(type, { moveFocus = false } = {}) {
  selected = type
  for (const name of Object.keys(FIELDS)) {
    const tab = document.querySelector(`#tab-${name}`)
    tab.hidden = !types.includes(name)
    tab.setAttribute('aria-selected', String(name === type))
    tab.tabIndex = name === type ? 0 : -1
    if (name === type && moveFocus) tab.focus()
    document.querySelector(`#panel-${name}`).hidden = name !== type
  }
  const hasTabs = types.length > 1
  document.querySelector('#tabs').hidden = !hasTabs
  for (const name of Object.keys(FIELDS)) {
    const panel = document.querySelector(`#panel-${name}`)
    panel.toggleAttribute('role', hasTabs)
    if (hasTabs) panel.setAttribute('role', 'tabpanel')
    else panel.removeAttribute('role')
    if (hasTabs) panel.setAttribute('aria-labelledby', `tab-${name}`)
    else panel.removeAttribute('aria-labelledby')
  }
  report()
}

document.querySelector('#tabs').addEventListener('click', ({ target }) => {
  const tab = target.closest('[role=tab]')
  if (tab) select(tab.id.slice('tab-'.length))
})
document.querySelector('#tabs').addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  select(types.at((types.indexOf(selected) + step) % types.length), { moveFocus: true })
})

// --- looks ------------------------------------------------------------------------------------------------------------

const VARIABLES = {
  colorPrimary: '--primary',
  colorBackground: '--background',
  colorText: '--text',
  colorTextSecondary: '--text-secondary',
  colorTextPlaceholder: '--placeholder',
  colorDanger: '--danger',
  borderRadius: '--radius',
  spacingUnit: '--unit',
  fontSizeBase: '--size',
  fontFamily: '--family',
}

/** Selectors of the Appearance API that this frame has, in its own words. */
const SELECTORS = {
  '.Input': 'input',
  '.Input:focus': 'input:focus',
  '.Input--invalid': "input[aria-invalid='true']",
  '.Label': 'label',
  '.Tab': '.tab',
  '.Tab:hover': '.tab:hover',
  '.Tab--selected': ".tab[aria-selected='true']",
  '.Error': '.error',
  '.TermsText': '.terms',
}

const look = new CSSStyleSheet()
document.adoptedStyleSheets = [look]

function dress({ theme = 'stripe', variables = {}, rules = {} }) {
  const root = document.documentElement
  root.dataset.theme = theme
  for (const [name, property] of Object.entries(VARIABLES)) {
    if (variables[name]) root.style.setProperty(property, variables[name])
    else root.style.removeProperty(property)
  }
  look.replaceSync('')
  for (const [selector, declarations] of Object.entries(rules)) {
    const own = SELECTORS[selector]
    if (!own) continue
    const index = look.insertRule(`${own} {}`, look.cssRules.length)
    for (const [name, value] of Object.entries(declarations)) {
      const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      look.cssRules[index].style.setProperty(property, String(value))
    }
  }
}

// --- the page around ----------------------------------------------------------------------------------------------------

function tell(message) {
  parent.postMessage(message, '*') // nothing secret is ever told
}

function report() {
  if (!isReady) return
  const names = fieldsInUse()
  tell({
    type: 'change',
    state: {
      empty: names.every((name) => input(name).value === ''),
      complete: names.every((name) => CHECKS[name]() === undefined),
      collapsed: false,
      value: { type: selected },
    },
  })
}

function configure({ settings, options }) {
  dress(settings.appearance)
  types = settings.types
  const details = options.fields?.billingDetails
  hidden = new Set(['name', 'email'].filter((name) => details === 'never' || details?.[name] === 'never'))
  for (const name of ['name', 'email']) input(name).closest('.field').hidden = hidden.has(name)
  document.querySelector('#person').hidden = hidden.size === 2
  const defaults = options.defaultValues?.billingDetails ?? {}
  for (const name of ['name', 'email'])
    if (defaults[name] && input(name).value === '') input(name).value = defaults[name]
  for (const element of document.querySelectorAll('.business')) {
    element.textContent = options.business?.name ?? 'New Concierge'
  }
  const isQuiet = options.terms?.card === 'never'
  document.querySelector('[data-terms=card]').hidden =
    isQuiet || !(settings.isReusable || options.terms?.card === 'always')
  form.hidden = false
  select(types.includes(selected) ? selected : (types[0] ?? 'card'))
  if (isReady) return
  isReady = true
  tellHeight()
  tell({ type: 'ready' })
}

function validate() {
  const errors = fieldsInUse().map(judge)
  const first = errors.find(Boolean)
  if (!first) return { selected }
  input(fieldsInUse()[errors.indexOf(first)]).focus()
  return { error: first }
}

async function collect({ key, params }) {
  const checked = validate()
  if (checked.error) return checked
  const given = params.billing_details ?? {}
  const typed =
    selected === 'sepa_debit' ? { name: input('name').value.trim(), email: input('email').value.trim() } : {}
  const person = Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== '' && !hidden.has(name)))
  const { month, year } = expiry()
  const data =
    selected === 'card'
      ? { card: { number: digits('number'), exp_month: month, exp_year: year, cvc: digits('cvc') } }
      : { sepa_debit: { iban: ibanText() } }
  const body = encode({ key, type: selected, ...params, billing_details: { ...given, ...person }, ...data })
  try {
    const response = await fetch('/v1/payment_methods', { method: 'POST', body })
    const paymentMethod = await response.json()
    return paymentMethod.error ? { error: paymentMethod.error } : { paymentMethod }
  } catch {
    const message = 'We are experiencing issues connecting to our payments provider. Please try again.'
    return { error: { type: 'api_connection_error', message } }
  }
}

function encode(value, prefix = '', form = new URLSearchParams()) {
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined || item === null) continue
    const path = prefix ? `${prefix}[${name}]` : name
    if (typeof item === 'object') encode(item, path, form)
    else form.append(path, String(item))
  }
  return form
}

addEventListener('message', async ({ source, data, ports: [port] }) => {
  if (source !== parent) return
  if (data.type === 'configure') configure(data)
  if (data.type === 'focus') input(fieldsInUse()[0]).focus()
  if (data.type === 'clear') {
    form.reset()
    for (const name of Object.keys(CHECKS)) absolve(name)
    showBrand()
    report()
  }
  if (data.type === 'validate') port.postMessage(validate())
  if (data.type === 'collect') port.postMessage(await collect(data))
})

function tellHeight() {
  tell({ type: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) })
}
new ResizeObserver(tellHeight).observe(document.body)

tell({ type: 'loaded' })
