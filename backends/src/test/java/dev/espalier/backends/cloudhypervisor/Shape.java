package dev.espalier.backends.cloudhypervisor;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What Cloud Hypervisor expects somewhere in a request. Fields that it does not know it ignores. */
sealed interface Shape {

    /** What does not fit, in the words of the library that reads it there. */
    final class Misfit extends Exception {
        private static final long serialVersionUID = 1;

        private Misfit(String text) {
            super(text + " at line 1 column 1");
        }
    }

    ObjectMapper JSON = new ObjectMapper();

    /** What is understood of {@code said}; each path of a field that is not is put into {@code ignored}. */
    JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit;

    record Text() implements Shape {
        @Override
        public JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit {
            return fitting(said, said.isTextual(), "a string");
        }
    }

    record Whole(long least) implements Shape {
        @Override
        public JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit {
            return fitting(said, said.isIntegralNumber() && said.asLong() >= least, "an integer");
        }
    }

    record Flag() implements Shape {
        @Override
        public JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit {
            return fitting(said, said.isBoolean(), "a boolean");
        }
    }

    record Word(Set<String> words) implements Shape {
        @Override
        public JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit {
            if (said.isTextual() && !words.contains(said.asText())) {
                throw new Misfit("unknown variant `" + said.asText() + "`, expected one of " + words);
            }
            return fitting(said, said.isTextual(), "variant identifier");
        }
    }

    record Many(Shape each) implements Shape {
        @Override
        public JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit {
            var all = JSON.createArrayNode();
            for (var one : fitting(said, said.isArray(), "a sequence")) {
                all.add(each.understood(one, path, ignored));
            }
            return all;
        }
    }

    record Fields(Map<String, Shape> known, Set<String> required) implements Shape {
        @Override
        public JsonNode understood(JsonNode said, String path, List<String> ignored) throws Misfit {
            var all = JSON.createObjectNode();
            for (var field : fitting(said, said.isObject(), "a map").properties()) {
                var shape = known.get(field.getKey());
                if (shape == null) {
                    ignored.add(path + "." + field.getKey());
                } else {
                    all.set(field.getKey(),
                            shape.understood(field.getValue(), path + "." + field.getKey(), ignored));
                }
            }
            for (var field : required) {
                if (!all.has(field)) {
                    throw new Misfit("missing field `" + field + "`");
                }
            }
            return all;
        }
    }

    private static JsonNode fitting(JsonNode said, boolean fits, String expected) throws Misfit {
        if (!fits) {
            throw new Misfit("invalid type: " + said + ", expected " + expected);
        }
        return said;
    }
}
