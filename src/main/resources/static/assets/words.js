// Every word of the page, in both languages, and how figures are written in each.

const WORDS = {
  'pt-BR': {
    merchant: 'Empresa', currency: 'Moeda', language: 'Idioma', loading: 'Carregando…',
    signOut: 'Sair', signIn: 'Entrar', token: 'Token de acesso',
    signInTitle: 'Entre para ver os indicadores',
    signInLink: 'Abra o link de entrada que o Emdia escreveu ao iniciar, ou cole aqui um token de acesso.',
    signInRefused: 'Este token não é válido, ou foi revogado.',
    signInFailed: 'Não foi possível entrar agora. Tente de novo em instantes.',
    emptyTitle: 'Pronto para a primeira cobrança',
    emptyText: 'Ainda não chegou nenhum webhook. Crie uma conexão e envie o primeiro assim:',
    emptyWaits: 'Esta página mostra os indicadores assim que ele chegar.',
    live: 'Ao vivo', healing: 'Reconectando…', connecting: 'Conectando…',
    rate: 'Taxa de inadimplência', rateNote: 'do que venceu nos últimos {days} dias',
    overdue: 'Em atraso', overdueNote: '{count} de {all} cobranças em aberto',
    delinquents: 'Clientes inadimplentes', delinquentsNote: '{share} de {all} clientes',
    collection: 'Tempo médio de recebimento', collectionNote: 'do vencimento ao pagamento',
    recovered: 'Recuperado', recoveredNote: 'recebido após o vencimento em {days} dias',
    receivable: 'A receber', receivableNote: 'em {count} cobranças',
    aging: 'Aging de recebíveis', bucket: 'Dias de atraso', charges: 'Cobranças', amount: 'Valor',
    notDue: 'A vencer', over: 'Mais de {days}',
    mix: 'Recebido por meio de pagamento', mixEmpty: 'Nada recebido no período.',
    feed: 'Acontecendo agora', feedEmpty: 'Os próximos eventos aparecem aqui.',
    window: '{start} a {end} · {currency}',
    fresh: 'Última entrega às {at} · versão {version}', behind: ' · na fila: {count}',
    summary: 'Taxa de inadimplência {rate}, em atraso {overdue}, {customers} clientes inadimplentes.',
    day: '{n} dia', days: '{n} dias', none: '—',
    charge: 'cobrança {id}', customer: 'cliente {id}', subscription: 'assinatura {id}',
    'method.pix': 'Pix', 'method.pix_automatic': 'Pix Automático', 'method.boleto': 'Boleto',
    'method.credit_card': 'Cartão de crédito', 'method.debit_card': 'Cartão de débito',
    'method.wallet': 'Carteira digital', 'method.bank_transfer': 'Transferência',
    'method.cash': 'Dinheiro', 'method.unknown': 'Não informado',
    'fact.customer.upserted': 'Cliente atualizado',
    'fact.subscription.upserted': 'Assinatura atualizada',
    'fact.subscription.canceled': 'Assinatura cancelada',
    'fact.charge.upserted': 'Cobrança emitida', 'fact.charge.implied': 'Cobrança emitida',
    'fact.charge.canceled': 'Cobrança cancelada', 'fact.charge.restored': 'Cobrança restaurada',
    'fact.charge.lapsed': 'Forma de pagamento expirada',
    'fact.charge.written_off': 'Cobrança baixada como perda',
    'fact.payment.succeeded': 'Pagamento recebido', 'fact.payment.reversed': 'Pagamento desfeito',
    'fact.payment.failed': 'Tentativa recusada', 'fact.refund.succeeded': 'Reembolso',
    'fact.refund.failed': 'Reembolso não concluído', 'fact.refund.total': 'Reembolso',
    'fact.dispute.opened': 'Contestação aberta', 'fact.dispute.closed': 'Contestação encerrada',
  },
  en: {
    merchant: 'Merchant', currency: 'Currency', language: 'Language', loading: 'Loading…',
    signOut: 'Sign out', signIn: 'Sign in', token: 'Access token',
    signInTitle: 'Sign in to see the figures',
    signInLink: 'Open the sign-in link that Emdia printed when it started, or paste an access token here.',
    signInRefused: 'This token is not valid, or it was revoked.',
    signInFailed: 'Signing in did not work just now. Please try again in a moment.',
    emptyTitle: 'Ready for the first charge',
    emptyText: 'No webhook has arrived yet. Create a connection and send the first one like this:',
    emptyWaits: 'This page shows the figures as soon as it arrives.',
    live: 'Live', healing: 'Reconnecting…', connecting: 'Connecting…',
    rate: 'Delinquency rate', rateNote: 'of what fell due in the last {days} days',
    overdue: 'Overdue', overdueNote: '{count} of {all} open charges',
    delinquents: 'Delinquent customers', delinquentsNote: '{share} of {all} customers',
    collection: 'Average collection time', collectionNote: 'from due date to payment',
    recovered: 'Recovered', recoveredNote: 'received after the due date in {days} days',
    receivable: 'Receivable', receivableNote: 'in {count} charges',
    aging: 'Receivables aging', bucket: 'Days overdue', charges: 'Charges', amount: 'Amount',
    notDue: 'Not due yet', over: 'Over {days}',
    mix: 'Received by payment method', mixEmpty: 'Nothing received in the period.',
    feed: 'Happening now', feedEmpty: 'The next events appear here.',
    window: '{start} to {end} · {currency}',
    fresh: 'Last delivery at {at} · version {version}', behind: ' · waiting: {count}',
    summary: 'Delinquency rate {rate}, overdue {overdue}, {customers} delinquent customers.',
    day: '{n} day', days: '{n} days', none: '—',
    charge: 'charge {id}', customer: 'customer {id}', subscription: 'subscription {id}',
    'method.pix': 'Pix', 'method.pix_automatic': 'Automatic Pix', 'method.boleto': 'Boleto',
    'method.credit_card': 'Credit card', 'method.debit_card': 'Debit card',
    'method.wallet': 'Wallet', 'method.bank_transfer': 'Bank transfer',
    'method.cash': 'Cash', 'method.unknown': 'Not told',
    'fact.customer.upserted': 'Customer updated',
    'fact.subscription.upserted': 'Subscription updated',
    'fact.subscription.canceled': 'Subscription canceled',
    'fact.charge.upserted': 'Charge issued', 'fact.charge.implied': 'Charge issued',
    'fact.charge.canceled': 'Charge canceled', 'fact.charge.restored': 'Charge restored',
    'fact.charge.lapsed': 'Payment offer lapsed',
    'fact.charge.written_off': 'Charge written off',
    'fact.payment.succeeded': 'Payment received', 'fact.payment.reversed': 'Payment reversed',
    'fact.payment.failed': 'Attempt declined', 'fact.refund.succeeded': 'Refund',
    'fact.refund.failed': 'Refund not completed', 'fact.refund.total': 'Refund',
    'fact.dispute.opened': 'Dispute opened', 'fact.dispute.closed': 'Dispute closed',
  },
};

const CHOSEN = 'emdia.language';

let language = remembered() ?? (navigator.language?.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en');

function remembered() {
  try {
    const chosen = localStorage.getItem(CHOSEN);
    return chosen in WORDS ? chosen : null;
  } catch {
    return null;
  }
}

export function chosenLanguage() {
  return language;
}

export function choose(other) {
  language = other;
  try {
    localStorage.setItem(CHOSEN, other);
  } catch {
    // a browser that keeps nothing still shows the language
  }
}

export function word(key, values = {}) {
  const text = WORDS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export function hasWord(key) {
  return key in WORDS[language];
}

export function money(minorUnits, currency) {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(minorUnits / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export function percent(ratio, digits = 1) {
  return ratio === null ? word('none') : new Intl.NumberFormat(language, {
    style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(ratio);
}

export function count(number) {
  return new Intl.NumberFormat(language).format(number);
}

export function days(number) {
  if (number === null) return word('none');
  const n = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number);
  return word(Math.abs(Number(number.toFixed(1))) === 1 ? 'day' : 'days', { n });
}

/** A calendar day as it is, whatever the browser's zone. */
export function day(iso) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
    .format(new Date(`${iso}T00:00:00Z`));
}

export function time(instant) {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(new Date(instant));
}
