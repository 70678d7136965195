// Stands in for https://js.stripe.com/endive/stripe.js: the part of Stripe.js that @stripe/react-stripe-js and a checkout
// with the Payment Element use. Card numbers and IBANs are typed into a frame of the sandbox's own origin and never reach
// the page. Documentation of what it imitates: https://docs.stripe.com/js.
;(() => {
  if (window.Stripe) return
  const API = new URL(document.currentScript.src).origin

  class IntegrationError extends Error {
    constructor(message) {
      super(message)
      this.name = 'IntegrationError'
    }
  }

  // --- the API, with a publishable key -------------------------------------------------------------------------------

  /** Nested values in Stripe's form encoding. */
  function encode(value, prefix = '', form = new URLSearchParams()) {
    for (const [key, item] of Object.entries(value ?? {})) {
      if (item === undefined || item === null) continue
      const name = prefix ? `${prefix}[${key}]` : key
      if (typeof item === 'object') encode(item, name, form)
      else form.append(name, String(item))
    }
    return form
  }

  function connect(key) {
    return async (method, path, params = {}) => {
      const form = encode({ key, ...params })
      try {
        const response = await (method === 'GET'
          ? fetch(`${API}${path}?${form}`)
          : fetch(`${API}${path}`, { method, body: form }))
        return await response.json()
      } catch {
        const message = 'We are experiencing issues connecting to our payments provider. Please try again.'
        return { error: { type: 'api_connection_error', message } }
      }
    }
  }

  /** Which intent a client secret belongs to, and what the API and Stripe.js call it. */
  function intentOf(clientSecret) {
    const match = /^((pi|seti)_\w+)_secret_\w+$/.exec(clientSecret ?? '')
    if (!match) throw new IntegrationError('Please provide a valid client secret of a PaymentIntent or SetupIntent.')
    const isPayment = match[2] === 'pi'
    return {
      id: match[1],
      clientSecret,
      path: `/v1/${isPayment ? 'payment_intents' : 'setup_intents'}/${match[1]}`,
      name: isPayment ? 'paymentIntent' : 'setupIntent',
      parameter: isPayment ? 'payment_intent' : 'setup_intent',
      errorName: isPayment ? 'last_payment_error' : 'last_setup_error',
    }
  }

  // --- elements ------------------------------------------------------------------------------------------------------

  class Emitter {
    #handlers = new Map()

    on(event, handler) {
      this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler])
      return this
    }

    once(event, handler) {
      const once = (payload) => {
        this.off(event, once)
        handler(payload)
      }
      return this.on(event, once)
    }

    off(event, handler) {
      const kept = handler ? (this.#handlers.get(event) ?? []).filter((other) => other !== handler) : []
      this.#handlers.set(event, kept)
      return this
    }

    emit(event, payload = {}) {
      for (const handler of this.#handlers.get(event) ?? []) handler({ elementType: this.type, ...payload })
    }
  }

  /** An element whose fields are in a frame of the sandbox. */
  class PaymentElement extends Emitter {
    type = 'payment'
    #group
    #options
    #frame = null
    #ready = null
    #isDestroyed = false
    #listener = (message) => this.#receive(message)
    state = { empty: true, complete: false, collapsed: false, value: { type: 'card' } }

    constructor(group, options) {
      super()
      this.#group = group
      this.#options = { ...options }
    }

    mount(target) {
      if (this.#isDestroyed) {
        throw new IntegrationError('This Element has already been destroyed. Please create a new one.')
      }
      const host = typeof target === 'string' ? document.querySelector(target) : target
      if (!host) throw new IntegrationError(`The selector you specified (${target}) applies to no DOM elements.`)
      if (this.#frame) this.unmount()
      const frame = document.createElement('iframe')
      frame.name = `__privateStripeFrame${Math.floor(Math.random() * 1e6)}`
      frame.title = 'Secure payment input frame'
      frame.allow = 'payment *'
      frame.style.cssText =
        'border:0;margin:0;padding:0;width:100%;display:block;min-height:0;height:0;color-scheme:normal;background:transparent;transition:height .15s'
      frame.src = `${API}/elements/payment.html`
      frame.onerror = () => this.emit('loaderror', { error: { type: 'api_connection_error' } })
      this.#frame = frame
      this.#ready = new Promise((resolve) => {
        this.resolveReady = resolve
      })
      addEventListener('message', this.#listener)
      host.replaceChildren(frame)
      host.classList.add('StripeElement')
    }

    update(options) {
      Object.assign(this.#options, options)
      void this.#configure()
    }

    /** The group's options changed. */
    refresh() {
      void this.#configure()
    }

    unmount() {
      removeEventListener('message', this.#listener)
      this.#frame?.remove()
      this.#frame = null
    }

    destroy() {
      if (this.#isDestroyed) throw new IntegrationError('This Element has already been destroyed.')
      this.unmount()
      this.#isDestroyed = true
      this.#group.forget(this.type)
    }

    focus() {
      this.#post({ type: 'focus' })
    }

    blur() {
      this.#frame?.blur()
    }

    clear() {
      this.#post({ type: 'clear' })
    }

    collapse() {}

    /** Asks the frame and waits for its answer. */
    async ask(question) {
      if (!this.#frame) throw new IntegrationError('The Payment Element must be mounted first.')
      await this.#ready
      return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = ({ data }) => resolve(data)
        this.#frame.contentWindow.postMessage(question, API, [port2])
      })
    }

    #post(message) {
      this.#frame?.contentWindow?.postMessage(message, API)
    }

    async #configure() {
      const frame = this.#frame
      if (!frame) return
      const { error, ...settings } = await this.#group.settings()
      if (frame !== this.#frame) return
      if (error) this.emit('loaderror', { error })
      else this.#post({ type: 'configure', settings, options: serializable(this.#options) })
    }

    #receive({ source, origin, data }) {
      if (origin !== API || source !== this.#frame?.contentWindow) return
      if (data.type === 'loaded') void this.#configure()
      if (data.type === 'height') this.#frame.style.height = `${data.height}px`
      if (data.type === 'enter') this.#frame.closest('form')?.requestSubmit()
      if (data.type === 'focus' || data.type === 'blur') this.emit(data.type)
      if (data.type === 'change') {
        this.state = data.state
        this.emit('change', data.state)
      }
      if (data.type === 'ready') {
        this.resolveReady()
        this.emit('loaderstart')
        this.emit('ready')
      }
    }
  }

  /** Wallets do not exist here: like Stripe's own element in a browser without any, it is ready and empty. */
  class ExpressCheckoutElement extends Emitter {
    type = 'expressCheckout'
    #group

    constructor(group) {
      super()
      this.#group = group
    }

    mount() {
      setTimeout(() => this.emit('ready', { availablePaymentMethods: undefined }))
    }

    destroy() {
      this.#group.forget(this.type)
    }

    update() {}
    unmount() {}
    focus() {}
    blur() {}
    clear() {}
  }

  const ELEMENTS = { payment: PaymentElement, expressCheckout: ExpressCheckoutElement }

  class ElementsGroup {
    #call
    #present = new Map()
    #intent = null
    options
    isSubmitted = false

    constructor(call, options = {}) {
      const { clientSecret, mode } = options
      if (clientSecret) intentOf(clientSecret)
      if (!clientSecret && mode && !['payment', 'setup', 'subscription'].includes(mode)) {
        throw new IntegrationError(`Invalid value for elements(): mode should be payment, setup or subscription.`)
      }
      if (mode === 'payment' && !(Number.isInteger(options.amount) && options.currency)) {
        throw new IntegrationError('elements() with mode "payment" needs `amount` (in minor units) and `currency`.')
      }
      this.#call = call
      this.options = { ...options }
    }

    create(type, options = {}) {
      const Kind = ELEMENTS[type]
      if (!Kind) throw new IntegrationError(`The sandbox's Stripe.js has no "${type}" element.`)
      if (this.#present.has(type)) {
        throw new IntegrationError(`Can only create one Element of type ${type} through the same Elements instance.`)
      }
      const element = new Kind(this, options)
      this.#present.set(type, element)
      return element
    }

    getElement(type) {
      return this.#present.get(typeof type === 'string' ? type : type?.__elementType) ?? null
    }

    forget(type) {
      this.#present.delete(type)
    }

    update(options) {
      this.options = { ...this.options, ...options }
      this.#present.get('payment')?.refresh()
    }

    async fetchUpdates() {
      this.#intent = null
      this.#present.get('payment')?.refresh()
      return {}
    }

    async submit() {
      const payment = this.#present.get('payment')
      if (!payment) return { error: validationError('There is no Payment Element to submit.') }
      const answer = await payment.ask({ type: 'validate' })
      if (answer.error) return { error: answer.error }
      this.isSubmitted = true
      return { selectedPaymentMethod: answer.selected }
    }

    /** What the frame has to know: which payment methods to offer, and how to look. */
    async settings() {
      const { appearance = {}, clientSecret, paymentMethodTypes, mode, currency, setupFutureUsage } = this.options
      const look = serializable(appearance)
      if (clientSecret) {
        const { path } = intentOf(clientSecret)
        this.#intent ??= this.#call('GET', path, { client_secret: clientSecret })
        const intent = await this.#intent
        if (intent.error) return { error: intent.error }
        const isReusable = intent.object === 'setup_intent' || Boolean(intent.setup_future_usage)
        return { appearance: look, types: offered(intent.payment_method_types), isReusable }
      }
      const automatic = !currency || currency.toLowerCase() === 'eur' ? ['card', 'sepa_debit'] : ['card']
      const isReusable = mode !== 'payment' || Boolean(setupFutureUsage)
      return { appearance: look, types: offered(paymentMethodTypes ?? automatic), isReusable }
    }
  }

  function offered(types) {
    return types.filter((type) => type === 'card' || type === 'sepa_debit')
  }

  /** Options may hold functions and proxies, which cannot be posted to a frame. */
  function serializable(value) {
    return JSON.parse(JSON.stringify(value ?? {}))
  }

  function validationError(message, code = 'incomplete') {
    return { type: 'validation_error', code, message }
  }

  // --- Stripe() ------------------------------------------------------------------------------------------------------

  function Stripe(key) {
    if (typeof key !== 'string' || !key.startsWith('pk_')) {
      throw new IntegrationError('Please call Stripe() with your publishable key. You used a secret or no key.')
    }
    const call = connect(key)

    /** Makes a payment method from what was typed; the frame talks to the API itself. */
    function collect(group, params = {}) {
      const element = group.getElement('payment')
      if (!element) throw new IntegrationError('`elements` should have a mounted Payment Element.')
      return element.ask({ type: 'collect', key, params: serializable(params) })
    }

    function finished(intent, object) {
      if (object.error) return { error: object.error }
      const failure = object[intent.errorName]
      if (object.status === 'requires_payment_method' && failure) {
        return { error: { ...failure, [intent.parameter]: object } }
      }
      return { [intent.name]: object }
    }

    async function actOn(intent, object) {
      let current = object
      while (current.status === 'requires_action' && current.next_action?.type === 'use_stripe_sdk') {
        await challenge(`${API}/3d-secure/${intent.id}?${encode({ client_secret: intent.clientSecret })}`)
        current = await call('GET', intent.path, { client_secret: intent.clientSecret })
      }
      if (current.next_action?.type === 'redirect_to_url') {
        location.assign(current.next_action.redirect_to_url.url)
        return new Promise(() => {})
      }
      return finished(intent, current)
    }

    async function confirm({ elements: group, clientSecret, confirmParams = {}, redirect = 'always' } = {}) {
      const intent = intentOf(clientSecret ?? group?.options.clientSecret)
      const { payment_method_data: data, return_url: returnUrl, ...others } = confirmParams
      if (redirect === 'always' && !returnUrl) {
        throw new IntegrationError('You must provide confirmParams.return_url, unless `redirect` is "if_required".')
      }
      const params = { ...others, return_url: returnUrl, client_secret: intent.clientSecret, use_stripe_sdk: true }
      if (group && !params.payment_method && !params.confirmation_token) {
        if (group.options.mode && !group.isSubmitted) {
          throw new IntegrationError(
            'elements.submit() must be called before stripe.confirmPayment() or confirmSetup().',
          )
        }
        const checked = await group.submit()
        if (checked.error) return { error: checked.error }
        const collected = await collect(group, data)
        if (collected.error) return { error: collected.error }
        params.payment_method = collected.paymentMethod.id
      }
      const confirmed = await call('POST', `${intent.path}/confirm`, params)
      const result = await actOn(intent, confirmed)
      if (result.error || redirect !== 'always') return result
      const url = new URL(returnUrl)
      url.searchParams.set(intent.parameter, intent.id)
      url.searchParams.set(`${intent.parameter}_client_secret`, intent.clientSecret)
      url.searchParams.set('redirect_status', result[intent.name].status === 'processing' ? 'pending' : 'succeeded')
      location.assign(url)
      return new Promise(() => {})
    }

    /** The older calls for cards whose payment method exists already. */
    const confirmCard = (clientSecret, data = {}, { handleActions = true } = {}) => {
      const intent = intentOf(clientSecret)
      const { return_url: _unused, ...params } = data
      const confirmed = call('POST', `${intent.path}/confirm`, {
        ...params,
        client_secret: clientSecret,
        use_stripe_sdk: true,
      })
      return confirmed.then((object) => (handleActions ? actOn(intent, object) : finished(intent, object)))
    }

    const retrieve = async (clientSecret) => {
      const intent = intentOf(clientSecret)
      const object = await call('GET', intent.path, { client_secret: clientSecret })
      return object.error ? { error: object.error } : { [intent.name]: object }
    }

    const handleNextAction = async ({ clientSecret }) => {
      const intent = intentOf(clientSecret)
      const object = await call('GET', intent.path, { client_secret: clientSecret })
      return object.error ? { error: object.error } : actOn(intent, object)
    }

    return {
      elements: (options) => new ElementsGroup(call, options),
      confirmPayment: confirm,
      confirmSetup: confirm,
      confirmCardPayment: confirmCard,
      confirmCardSetup: confirmCard,
      handleCardAction: (clientSecret) => handleNextAction({ clientSecret }),
      handleNextAction,
      retrievePaymentIntent: retrieve,
      retrieveSetupIntent: retrieve,
      createPaymentMethod: ({ elements: group, params = {} }) => collect(group, params),
      createConfirmationToken: async ({ elements: group, params = {} }) => {
        const { payment_method_data: data, ...others } = params
        const collected = await collect(group, data)
        if (collected.error) return { error: collected.error }
        const token = await call('POST', '/v1/confirmation_tokens', {
          ...others,
          payment_method: collected.paymentMethod.id,
        })
        return token.error ? { error: token.error } : { confirmationToken: token }
      },
      createToken: async () => ({ error: validationError("The sandbox's Stripe.js has no Card Element.") }),
      registerAppInfo() {},
      _registerWrapper() {},
    }
  }

  /** Shows the bank's page over ours until the customer is done with it. */
  function challenge(url) {
    return new Promise((resolve) => {
      const before = document.activeElement
      const dialog = document.createElement('div')
      dialog.setAttribute('role', 'dialog')
      dialog.setAttribute('aria-modal', 'true')
      dialog.setAttribute('aria-label', 'Authenticate your payment')
      dialog.style.cssText =
        'position:fixed;inset:0;z-index:2147483647;background:rgba(10,14,30,.55);display:flex;align-items:center;justify-content:center;padding:16px'
      const frame = document.createElement('iframe')
      frame.name = 'stripe-challenge-frame'
      frame.title = '3D Secure authentication'
      frame.src = url
      frame.style.cssText =
        'border:0;border-radius:12px;background:#fff;width:min(480px,100%);height:min(440px,100%);box-shadow:0 12px 40px rgba(0,0,0,.35)'
      const listener = ({ source, origin, data }) => {
        if (origin !== API || source !== frame.contentWindow || data?.type !== '3d-secure-finished') return
        removeEventListener('message', listener)
        dialog.remove()
        before?.focus?.()
        resolve()
      }
      addEventListener('message', listener)
      dialog.append(frame)
      document.body.append(dialog)
      frame.focus()
    })
  }

  Stripe.version = 'endive'
  window.Stripe = Stripe
})()
