package io.emdia.faults;

import io.emdia.ProductClient;

import java.util.ArrayList;
import java.util.List;

/** One connection of a merchant. */
public record Account(String merchant, String connection) {

    /** Makes merchants with so many connections each. */
    public static List<Account> open(ProductClient product, int merchants, int connections) {
        var accounts = new ArrayList<Account>();
        for (var number = 1; number <= merchants; number++) {
            var merchant = "merchant-" + number;
            accounts.add(new Account(merchant, product.merchant(merchant)));
            for (var more = 1; more < connections; more++) {
                accounts.add(new Account(merchant, product.standardConnection(merchant)));
            }
        }
        return List.copyOf(accounts);
    }
}
