package io.emdia.gateways.asaas;

import io.emdia.gateways.ExportedRows;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the panel exports of charges ({@code cobranças}), under Portuguese or the API's names. */
@Component
final class AsaasTables implements ExportedRows {

    static final String CHARGES = "asaas-charges";

    static final String[] ID = {
        "identificador", "id", "id da cobranca", "identificador da cobranca", "codigo da cobranca"
    };
    static final String[] VALUE = {"valor", "value", "valor da cobranca"};
    static final String[] DUE = {
        "vencimento", "data de vencimento", "data do vencimento", "due date", "duedate"
    };
    static final String[] STATUS = {"situacao", "status", "status da cobranca"};
    static final String[] CREATED = {
        "data de criacao",
        "criacao",
        "criada em",
        "data da criacao",
        "data de emissao",
        "emissao",
        "date created",
        "datecreated",
        "created"
    };

    private static final List<String[]> NEEDED = List.of(ID, VALUE, DUE, STATUS, CREATED);

    @Override
    public String gateway() {
        return AsaasGateway.NAME;
    }

    @Override
    public String described() {
        return "Asaas's cobranças (Identificador, Valor, Vencimento, Situação, Data de criação …)";
    }

    @Override
    public @Nullable String table(Set<String> columns) {
        return NEEDED.stream().allMatch(one -> Arrays.stream(one).anyMatch(columns::contains))
                ? CHARGES
                : null;
    }
}
