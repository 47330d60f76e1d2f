package io.emdia.operations;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the name of a member promises about its value. Only what is known to carry no personal data
 * promises anything; one suspicious word takes the promise back.
 */
enum MemberName {

    /** Names a thing: letters and digits that mean nothing by themselves. */
    ID,
    /** One word of a vocabulary: a type, status, currency, method. */
    CODE,
    DAY_OR_TIME,
    AMOUNT,
    /** Promises nothing. */
    ANY,
    /** Holds somebody, and so does whatever stands below it. */
    PERSON;

    private static final int LENGTH_MAX = 64;
    private static final Pattern WORDLIKE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\-]*");

    /** Names themselves may be somebody's: a map of people, say. */
    private static final Pattern CAPITALIZED = Pattern.compile("[A-Z][a-z]+");

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final Set<String> PEOPLE =
            words(
                    """
                    person people payer buyer sender receiver recipient holder shopper contact
                    individual owner user consumer beneficiary address shipping delivery
                    phone phones mobile document documents identification pagador devedor
                    recebedor titular cliente favorecido endereco telefone telefones celular
                    contato pessoa card cartao bank banco account
                    """);
    private static final Set<String> SUSPICIOUS =
            words(
                    """
                    name names nome first last surname sobrenome mail email emails fone whatsapp
                    street rua logradouro line line1 line2 city cidade bairro neighborhood
                    district province zip postal cep complement complemento birth birthday born
                    nascimento cpf cnpj cpfcnpj rg ssn passport taxid taxpayer ein description
                    descricao note notes observacao observacoes message mensagem memo comment
                    comments text url uri link href token secret password senha signature ip geo
                    latitude longitude pan cvv cvc iban agency agencia chave key qrcode qr barcode
                    emv payload copia statement descriptor number numero area ddd title subject
                    metadata custom
                    """);
    private static final Set<String> IDS =
            words(
                    """
                    id ids uuid guid reference referencia txid nsu tid endtoendid pspreference
                    subscription charge payment intent invoice plan installment order refund
                    dispute transaction price product customer identificador
                    """);
    private static final Set<String> CODES =
            words(
                    """
                    object type event status state method code currency interval cycle kind action
                    reason brand mode version result outcome success category flag operation
                    origin situacao tipo metodo moeda forma gateway live livemode
                    """);
    private static final Set<String> TIMES =
            words(
                    """
                    date at on created updated time timestamp due expires expiration started ended
                    horario data vencimento criado deadline
                    """);
    private static final Set<String> AMOUNTS =
            words(
                    """
                    amount amounts value valor total subtotal fee fees net gross discount fine
                    interest multa juros desconto paid refunded balance cents tax taxa unit
                    quantity count attempt attempts percentage percent rate
                    """);

    static MemberName of(String name) {
        var words = wordsOf(name);
        if (words.stream().anyMatch(PEOPLE::contains)) {
            return isIdOfPerson(words) ? ID : PERSON;
        }
        if (words.isEmpty()
                || words.stream().anyMatch(SUSPICIOUS::contains)
                || words.contains("tax") && words.contains("id")) {
            return ANY;
        }
        if (words.contains("date")) {
            return DAY_OR_TIME;
        }
        return byLastWord(words.getLast());
    }

    private static MemberName byLastWord(String word) {
        if (IDS.contains(word)) {
            return ID;
        }
        if (CODES.contains(word)) {
            return CODE;
        }
        if (TIMES.contains(word)) {
            return DAY_OR_TIME;
        }
        return AMOUNTS.contains(word) ? AMOUNT : ANY;
    }

    /** As in {@code account_id}; not {@code document_id}, which says who somebody is. */
    private static boolean isIdOfPerson(List<String> words) {
        return words.size() > 1
                && words.getLast().equals("id")
                && words.stream().noneMatch(SUSPICIOUS::contains)
                && words.stream().noneMatch(word -> word.startsWith("docum"))
                && !words.contains("identification");
    }

    /** Whether the name may be shown. */
    static boolean isHarmless(String name) {
        return name.length() <= LENGTH_MAX
                && WORDLIKE.matcher(name).matches()
                && !CAPITALIZED.matcher(name).matches()
                && !Masking.looksPersonal(name);
    }

    private static List<String> wordsOf(String name) {
        var plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        var words = new ArrayList<String>();
        for (var word : HUMP.split(plain)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.strip().split("\\s+")));
    }
}
