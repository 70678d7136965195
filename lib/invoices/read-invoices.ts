export {
  findInvoice as getInvoice,
  findInvoiceDetail as getInvoiceDetail,
  findIssuedLines as listIssuedLines,
  findInvoicesToCollect as listInvoicesToCollect,
  findOpenInvoices as listOpenInvoices,
  findOverdueInvoices as listOverdueInvoices,
  findCreditNote as getCreditNote,
  searchInvoiceRows as searchInvoices,
  type InvoiceDetail,
  type InvoiceRow,
  type InvoiceSearch,
  type InvoiceWithLines,
} from './store'
