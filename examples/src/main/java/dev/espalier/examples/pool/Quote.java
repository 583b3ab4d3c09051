package dev.espalier.examples.pool;

/** What something costs, in cents. */
record Quote(String symbol, int price) {

    /** @throws NumberFormatException if the service does not answer with a price */
    static Quote of(String symbol, String answer) {
        return new Quote(symbol, Integer.parseInt(answer));
    }
}
