package io.foretide.models.trees;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/**
 * Gradient-boosted trees (Chen and Guestrin 2016), one sequence of them per output, trained by Tribuo. Every input and output
 * is a float. Thread-safe: the library answers one caller at a time.
 */
final class BoostedTrees {
    static {
        // Tribuo tells of every training
        Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
    }

    private static final String AT_NO_TIME = "1970-01-01T00:00:00Z";

    private final XGBoostModel<?> model;
    private final List<Booster> boosters;
    private final int trees;

    private BoostedTrees(XGBoostModel<?> model, int trees) {
        this.model = model;
        this.boosters = List.copyOf(model.getInnerModels());
        this.trees = trees;
    }

    /** Writes all trees as Tribuo's protobuf, but not when they were grown: the same trees are the same bytes. */
    void save(Path file) throws IOException {
        ModelProto whole = model.serialize();
        XGBoostModelProto.Builder timeless = whole.getSerializedData().unpack(XGBoostModelProto.class).toBuilder();
        timeless.getMetadataBuilder().getProvenanceBuilder().getSmpBuilderList().stream()
                .filter(one -> one.getProvenanceClassName().equals(DateTimeProvenance.class.getName()))
                .forEach(one -> one.setValue(AT_NO_TIME));
        Files.write(
                file,
                whole.toBuilder()
                        .setSerializedData(Any.pack(timeless.build()))
                        .build()
                        .toByteArray());
    }

    /**
     * Reads what was saved. Only for files whose checksum the registry has verified.
     *
     * @throws IOException if the file holds something else
     */
    static BoostedTrees load(Path file) throws IOException {
        Model<?> booster;
        try {
            booster = Model.deserializeFromFile(file);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IOException(file + " holds no trees: " + e.getMessage(), e);
        }
        if (booster instanceof XGBoostModel<?> trees) {
            // as many as there are
            return new BoostedTrees(trees, Integer.MAX_VALUE);
        }
        throw new IOException(file + " holds a " + booster.getClass().getSimpleName() + ": XGBoost's trees are needed");
    }

    /** Parameters by which trees grow; one thread, so that the same rows give the same trees. */
    private static Map<String, Object> parameters(long seed) {
        // sorted, as they are written in the order in which they come
        return new TreeMap<>(Map.ofEntries(
                Map.entry("objective", "reg:squarederror"),
                Map.entry("tree_method", "hist"),
                Map.entry("max_bin", 64),
                Map.entry("eta", 0.08),
                Map.entry("max_depth", 5),
                Map.entry("min_child_weight", 20),
                Map.entry("lambda", 5),
                Map.entry("subsample", 0.7),
                Map.entry("colsample_bytree", 0.5),
                Map.entry("base_score", 0),
                Map.entry("nthread", 1),
                Map.entry("verbosity", 0),
                Map.entry("seed", seed)));
    }

    /**
     * Grows so many trees per output.
     *
     * @param inputs one row each, all of the same length
     * @param outputs one row each; best of a deviation near 1
     */
    static BoostedTrees grow(List<float[]> inputs, List<float[]> outputs, int trees, long seed) {
        // names in alphabetical order keep their order as columns
        String[] names = names("i", inputs.get(0).length);
        String[] outputNames = names("o", outputs.get(0).length);
        List<Example<Regressor>> examples = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            examples.add(new ArrayExample<>(
                    new Regressor(outputNames, doubles(outputs.get(i))), names, doubles(inputs.get(i))));
        }
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> data = new MutableDataset<>(
                examples, new SimpleDataSourceProvenance("demand beyond seasonal profile and level", factory), factory);
        XGBoostRegressionTrainer trainer = new XGBoostRegressionTrainer(RegressionType.LINEAR, trees, parameters(seed));
        return new BoostedTrees(trainer.train(data, Map.of()), trees);
    }

    /** The same with only the first trees of every output. */
    BoostedTrees first(int fewer) {
        return new BoostedTrees(model, Math.min(trees, fewer));
    }

    int trees() {
        return trees;
    }

    /** The outputs of the first {@code count} rows of inputs. */
    float[][] outputs(double[][] rows, int count) {
        float[][] outputs = new float[count][boosters.size()];
        if (count == 0) {
            return outputs;
        }
        int width = rows[0].length;
        float[] numbers = new float[count * width];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                numbers[i * width + k] = (float) rows[i][k];
            }
        }
        try {
            DMatrix matrix = new DMatrix(numbers, count, width, Float.NaN);
            try {
                for (int k = 0; k < boosters.size(); k++) {
                    float[][] column = boosters.get(k).predict(matrix, false, trees);
                    for (int i = 0; i < count; i++) {
                        outputs[i][k] = column[i][0];
                    }
                }
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost does not predict: " + e.getMessage(), e);
        }
        return outputs;
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, "%s%04d", prefix, i));
        return names;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
