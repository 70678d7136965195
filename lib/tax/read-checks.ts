export { findChecks as listVatIdChecks, type VatIdCheckRow } from './store'
