export {
  findInvoice as getInvoiceWithLines,
  findInvoiceRow as getInvoice,
  findInvoiceDetail as getInvoiceDetail,
  findIssuedLines as listIssuedLines,
  findInvoicesToCollect as listInvoicesToCollect,
  findOpenInvoices as listOpenInvoices,
  findOverdueInvoices as listOverdueInvoices,
  searchInvoiceRows as searchInvoices,
  type InvoiceDetail,
  type InvoiceRow,
  type InvoiceSearch,
  type InvoiceWithLines,
} from './store'
