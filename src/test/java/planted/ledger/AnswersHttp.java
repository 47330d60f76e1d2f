package planted.ledger;

import org.springframework.web.bind.annotation.GetMapping;

public final class AnswersHttp {

    @GetMapping("/planted")
    String answer() {
        return "";
    }
}
