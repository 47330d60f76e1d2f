package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Efí's Pix: told once paid, with what was given back; the secret stands in the URL. */
record EfiDialect(JsonMapper json) implements Dialect {

    @Override
    public String gateway() {
        return "efi";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PIX);
    }

    @Override
    public String secret(byte[] random) {
        return HexFormat.of().formatHex(random);
    }

    @Override
    public @Nullable Letter letter(Scene scene, String secret, Instant now) {
        var sale = scene.sale();
        if (sale.paidAt() == null) {
            return null;
        }
        return new Letter(
                "?secret=" + secret,
                MediaType.APPLICATION_JSON,
                Map.of(),
                json.writeValueAsBytes(Map.of("pix", List.of(pix(scene, sale.paidAt())))));
    }

    @Override
    public boolean hasApi() {
        return false;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        return null;
    }

    private static Map<String, Object> pix(Scene scene, Instant paidAt) {
        var sale = scene.sale();
        var pix = members("endToEndId", "E" + sale.number(), "txid", "tx" + sale.number());
        pix.put("chave", "escola-aurora-boreal");
        pix.put("valor", sale.reais().toPlainString());
        pix.put("horario", paidAt.toString());
        if (sale.refunded() > 0) {
            pix.put("devolucoes", List.of(devolucao(scene, sale.refunded(), null)));
        } else if (sale.disputedAt() != null) {
            pix.put("devolucoes", List.of(devolucao(scene, sale.amount(), "MED_FRAUDE")));
        }
        return pix;
    }

    private static Map<String, Object> devolucao(
            Scene scene, long centavos, @Nullable String natureza) {
        var devolucao =
                members(
                        "id",
                        "dev" + scene.turn().ordinal(),
                        "rtrId",
                        "D" + scene.sale().number(),
                        "valor",
                        Sale.reais(centavos).toPlainString(),
                        "horario",
                        members(
                                "solicitacao", scene.at().toString(),
                                "liquidacao", scene.at().toString()),
                        "status",
                        "DEVOLVIDO");
        if (natureza != null) {
            devolucao.put("natureza", natureza);
        }
        return devolucao;
    }
}
