package dev.espalier.report;

/** Text that every XML 1.0 parser accepts, whatever a guest wrote. */
final class XmlText {
    private XmlText() {}

    /** The text with each character that XML cannot hold, such as an escape, written out: {@code \x1b}. */
    static String of(String text) {
        var legal = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isLegal(c)) {
                legal.appendCodePoint(c);
            } else {
                legal.append("\\x%02x".formatted(c));
            }
        });
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
