package io.foretide.models.lstm;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The LSTM of the product beside Deeplearning4j's own, PyTorch and ONNX Runtime, in one run: after a round of warm-up, rounds in
 * which everyone has a turn, and the medians over the rounds. Prints a table in Markdown; progress goes to stderr.
 *
 * <p>Arguments: rounds (5) and seconds per turn (3). Wants OMP_NUM_THREADS=1.
 */
public final class LstmComparison {
    private static final int INPUTS = 24;
    private static final int UNITS = 128;
    private static final int STEPS = 60;
    private static final int OUTPUTS = 31;
    private static final int[] TRAINING_BATCHES = {64, 128, 256};
    private static final int[] INFERENCE_BATCHES = {1, 256, 1000};

    private final double seconds;
    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private final Map<String, List<Speed>> speeds = new LinkedHashMap<>();

    /** One measurement of one contender. */
    private interface Turn {
        Speed take() throws Exception;
    }

    private LstmComparison(double seconds) {
        this.seconds = seconds;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 3;
        if (!"1".equals(System.getenv("OMP_NUM_THREADS"))) {
            System.err.println("OMP_NUM_THREADS is not 1: Deeplearning4j's threads will get in each other's way");
        }
        LstmComparison comparison = new LstmComparison(seconds);
        Optional<TorchPeer> torch = TorchPeer.start(INPUTS, UNITS, STEPS, OUTPUTS);
        MultiLayerNetwork stock = network();
        MultiLayerNetwork fused = network();
        FusedLstmHelper.install(fused);
        try (DataParallelTraining<DataSet> parallel = DataParallelTraining.of(network(), 1);
                OnnxPeer onnx = new OnnxPeer(stock)) {
            for (int batch : INFERENCE_BATCHES) {
                comparison.inference(stock, fused, onnx, batch);
            }
            MultiLayerNetwork trainedStock = network();
            MultiLayerNetwork trainedFused = network();
            FusedLstmHelper.install(trainedFused);
            for (int batch : TRAINING_BATCHES) {
                comparison.training(trainedStock, trainedFused, parallel, batch);
                torch.ifPresent(peer ->
                        comparison.turns.put("training | " + batch + " | PyTorch", () -> peer.train(batch, seconds)));
            }
            comparison.run(rounds);
            System.out.println("PyTorch " + torch.map(TorchPeer::version).orElse("is absent (python3-torch)")
                    + ", ONNX Runtime " + onnx.version() + ", Java " + System.getProperty("java.version"));
        } finally {
            if (torch.isPresent()) {
                torch.get().close();
            }
        }
        comparison.print();
    }

    private static MultiLayerNetwork network() {
        return LstmNetwork.create(INPUTS, OUTPUTS, new LstmSettings(UNITS, 0.2, 2e-3, 5));
    }

    private static INDArray inputs(int batch) {
        return Nd4j.randn(DataType.FLOAT, batch, INPUTS, STEPS);
    }

    private void training(
            MultiLayerNetwork stock, MultiLayerNetwork fused, DataParallelTraining<DataSet> parallel, int batch) {
        INDArray features = inputs(batch);
        INDArray labels = Nd4j.randn(DataType.FLOAT, batch, OUTPUTS);
        List<DataSet> halves = new ArrayList<>();
        for (int i = 0; i < DataParallelTraining.PARTS; i++) {
            int part = batch / DataParallelTraining.PARTS;
            halves.add(new DataSet(inputs(part), Nd4j.randn(DataType.FLOAT, part, OUTPUTS)));
        }
        String phase = "training | " + batch + " | ";
        turns.put(phase + "stock Deeplearning4j", () -> Speed.of(() -> stock.fit(features, labels), batch, seconds));
        turns.put(phase + "helper", () -> Speed.of(() -> fused.fit(features, labels), batch, seconds));
        turns.put(phase + "helper, two workers", () -> Speed.of(() -> parallel.fit(halves), batch, seconds));
    }

    private void inference(MultiLayerNetwork stock, MultiLayerNetwork fused, OnnxPeer onnx, int batch)
            throws Exception {
        INDArray features = inputs(batch);
        OnnxTensor tensor = onnx.tensor(TimeMajor.numbers(features), STEPS, batch);
        INDArray expected = stock.output(features, false);
        check("ONNX Runtime", Nd4j.createFromArray(onnx.outputs(tensor)), expected);
        check("helper", fused.output(features, false), expected);
        String phase = "inference | " + batch + " | ";
        turns.put(phase + "stock Deeplearning4j", () -> Speed.of(() -> stock.output(features, false), batch, seconds));
        turns.put(phase + "helper", () -> Speed.of(() -> fused.output(features, false), batch, seconds));
        turns.put(phase + "ONNX Runtime", () -> Speed.of(() -> onnx.outputs(tensor), batch, seconds));
    }

    private static void check(String who, INDArray outputs, INDArray expected) {
        double difference = outputs.sub(expected).amaxNumber().doubleValue();
        if (!(difference < 1e-5)) {
            throw new IllegalStateException(
                    who + " differs from stock Deeplearning4j by " + difference + ": must be at most 1e-5");
        }
    }

    private void run(int rounds) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            long left = Math.round((rounds + 1 - round) * turns.size() * seconds);
            System.err.println("round " + round + " of " + rounds + ", at least " + left + " s left");
            for (Map.Entry<String, Turn> turn : turns.entrySet()) {
                Speed speed = turn.getValue().take();
                // round 0 is the warm-up
                if (round > 0) {
                    speeds.computeIfAbsent(turn.getKey(), key -> new ArrayList<>())
                            .add(speed);
                }
            }
        }
    }

    private void print() {
        System.out.println(
                "\n| phase | batch | by | samples per CPU second | samples per second |\n|---|---|---|---|---|");
        speeds.forEach((key, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f |%n",
                key,
                median(all, Speed::samplesPerCpuSecond),
                median(all, Speed::samplesPerWallSecond)));
    }

    private static double median(List<Speed> speeds, ToDoubleFunction<Speed> of) {
        double[] sorted = speeds.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
