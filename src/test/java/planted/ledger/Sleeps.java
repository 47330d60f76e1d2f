package planted.ledger;

public final class Sleeps {

    void run() throws InterruptedException {
        Thread.sleep(1);
    }
}
