package dev.espalier;

import java.util.Optional;

import dev.espalier.backends.spi.Screen;

/** A screen of the machine's own, which its guest knows nothing of. */
record OwnScreen(Ability<Screen> screen) implements View {

    @Override
    public byte[] png() {
        return screen.use(Screen::png);
    }

    @Override
    public Optional<String> text() {
        return screen.use(Screen::text);
    }
}
