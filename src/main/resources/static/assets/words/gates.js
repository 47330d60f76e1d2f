export default { 'pt-BR': {}, en: {} };
