package io.foretide.models.lstm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains a network on two threads: each computes the gradient of its part of a batch with a network of its own that shares the
 * weights, and DL4J's updater (clipping, Adam) then takes one step with the gradient of the whole batch.
 *
 * <p>The same seed, epochs and parts give the same network bit by bit, whatever the number of cores: gradients are added in a
 * fixed order, and dropout depends on seed, epoch and part. Batch loops belong to one thread; an error in a part ends the step
 * with its cause and leaves the weights as they were.
 */
final class DataParallelTraining implements AutoCloseable {
    static final int PARTS = 2;

    private final MultiLayerNetwork network;
    private final long seed;
    private final List<Part> parts = new ArrayList<>();
    private final INDArray total;
    private final Gradient gradient;
    private final Updater updater;
    private final ExecutorService threads;

    /** A network for one thread, with random numbers of its own. */
    private static final class Part {
        private final MultiLayerNetwork network;
        private final List<SeededDropout> dropouts = new ArrayList<>();

        Part(MultiLayerNetwork whole) {
            // through its text, because clones of wrapped layers share their configuration
            network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(
                    whole.getLayerWiseConfigurations().toJson()));
            network.init(whole.params(), false);
            network.initGradientsView();
            FusedLstmHelper.install(network);
            for (int i = 0; i < network.getnLayers(); i++) {
                // the first layer's input is the caller's; the others' inputs are this network's
                network.getLayer(i).allowInputModification(i > 0);
                Layer inner = network.getLayer(i);
                while (inner instanceof BaseWrapperLayer) {
                    inner = ((BaseWrapperLayer) inner).getUnderlying();
                }
                IDropout dropout = inner.conf().getLayer().getIDropout();
                if (dropout != null) {
                    SeededDropout seeded = new SeededDropout(((Dropout) dropout).getP());
                    inner.conf().getLayer().setIDropout(seeded);
                    dropouts.add(seeded);
                }
            }
        }

        INDArray gradient(DataSet data) {
            network.setInput(data.getFeatures());
            network.setLabels(data.getLabels());
            network.computeGradientAndScore();
            INDArray gradient = network.getFlattenedGradients();
            network.clear();
            return gradient;
        }
    }

    DataParallelTraining(MultiLayerNetwork network, long seed) {
        this.network = network;
        this.seed = seed;
        if (network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        total = network.getFlattenedGradients();
        gradient = named(network, total);
        updater = network.getUpdater();
        for (int part = 0; part < PARTS; part++) {
            parts.add(new Part(network));
        }
        threads = Executors.newFixedThreadPool(PARTS, task -> {
            Thread thread = new Thread(task, "training");
            thread.setDaemon(true);
            return thread;
        });
        epoch(0);
    }

    /** The gradient of a network as its updater wants it: by name, each a view of all. */
    private static Gradient named(MultiLayerNetwork network, INDArray all) {
        Gradient gradient = new DefaultGradient(all);
        INDArray flat = all.reshape(all.length());
        long from = 0;
        for (int i = 0; i < network.getnLayers(); i++) {
            Layer layer = network.getLayer(i);
            INDArray view = flat.get(NDArrayIndex.interval(from, from + layer.numParams()));
            from += layer.numParams();
            String prefix = i + "_";
            layer.conf()
                    .getLayer()
                    .initializer()
                    .getGradientsFromFlattened(layer.conf(), view)
                    .forEach((name, array) -> gradient.setGradientFor(prefix + name, array));
        }
        return gradient;
    }

    /** Dropout begins anew: to be called before an epoch, so that it does not depend on what was trained before. */
    void epoch(int epoch) {
        for (int part = 0; part < PARTS; part++) {
            List<SeededDropout> dropouts = parts.get(part).dropouts;
            for (int i = 0; i < dropouts.size(); i++) {
                dropouts.get(i).seed(((seed * 1_000_003 + epoch) * PARTS + part) * 31 + i);
            }
        }
    }

    /**
     * One step with the gradient of a batch.
     *
     * @param batch its parts, one per thread
     * @throws IllegalStateException with the cause if a part could not be computed
     */
    void fit(List<DataSet> batch) throws InterruptedException {
        if (batch.size() != PARTS) {
            throw new IllegalArgumentException("a batch of " + batch.size() + " parts: must be " + PARTS);
        }
        List<Future<INDArray>> gradients = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Part worker = parts.get(part);
            DataSet data = batch.get(part);
            gradients.add(threads.submit(() -> worker.gradient(data)));
        }
        // sums over samples; the updater divides by their number
        for (int part = 0; part < PARTS; part++) {
            INDArray summand = result(gradients.get(part));
            if (part == 0) {
                total.assign(summand);
            } else {
                total.addi(summand);
            }
        }
        int samples = batch.stream().mapToInt(DataSet::numExamples).sum();
        updater.update(
                network,
                gradient,
                network.getIterationCount(),
                network.getEpochCount(),
                samples,
                LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(total.reshape(total.length()));
        network.setIterationCount(network.getIterationCount() + 1);
    }

    private static INDArray result(Future<INDArray> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of a batch could not be computed: " + e.getCause(), e.getCause());
        }
    }

    /** Ends the threads once the batch they compute is done. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
