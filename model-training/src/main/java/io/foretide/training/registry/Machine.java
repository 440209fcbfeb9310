package io.foretide.training.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Machine and libraries a model was trained with, for its card. */
final class Machine {
    private Machine() {}

    /** Library to version. */
    static Map<String, String> libraries() {
        return Map.of(
                "java", System.getProperty("java.vendor") + " " + Runtime.version(),
                "deeplearning4j-nn", version("org.deeplearning4j/deeplearning4j-nn"),
                "nd4j-native", version("org.nd4j/nd4j-native"),
                "openblas", version("org.bytedeco/openblas"),
                "tribuo", version("org.tribuo/tribuo-core"),
                "xgboost4j", version("ml.dmlc/xgboost4j_2.12"));
    }

    /** The processor's name where the system tells it, else its architecture. */
    static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String version(String artifact) {
        String path = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream in = Machine.class.getResourceAsStream(path)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
