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
 * Trains networks on two threads: each computes the gradient of its part of a batch with networks of its own that share the
 * weights, and DL4J's updater (clipping, Adam) then takes one step with the gradient of the whole batch.
 *
 * <p>The same seed, epochs and parts give the same networks bit by bit, whatever the number of cores: gradients are added in a
 * fixed order, and dropout depends on seed, epoch and part. Batch loops belong to one thread; an error in a part ends the step
 * with its cause and leaves the weights as they were.
 *
 * @param <B> a part of a batch
 */
public final class DataParallelTraining<B> implements AutoCloseable {
    public static final int PARTS = 2;

    private final List<Trained> networks;
    private final long seed;
    private final Task<B> task;
    private final List<Part> parts = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * What is trained on.
     *
     * @param <B> a part of a batch
     */
    public interface Task<B> {
        /** Computes the gradient of a part, its sum over samples, into the networks' flattened gradients. */
        void gradient(List<MultiLayerNetwork> networks, B part);

        /** Samples of a part. */
        int samples(B part);
    }

    /** One network on labelled data. */
    private static final class Labelled implements Task<DataSet> {
        @Override
        public void gradient(List<MultiLayerNetwork> networks, DataSet part) {
            MultiLayerNetwork network = networks.get(0);
            network.setInput(part.getFeatures());
            network.setLabels(part.getLabels());
            network.computeGradientAndScore();
            network.clear();
        }

        @Override
        public int samples(DataSet part) {
            return part.numExamples();
        }
    }

    /** A network whose weights change, and the gradient of a whole batch. */
    private static final class Trained {
        private final MultiLayerNetwork network;
        private final INDArray total;
        private final Gradient gradient;
        private final Updater updater;

        Trained(MultiLayerNetwork network) {
            this.network = network;
            if (network.getFlattenedGradients() == null) {
                network.initGradientsView();
            }
            total = network.getFlattenedGradients();
            gradient = named(network, total);
            updater = network.getUpdater();
        }

        void add(INDArray summand, boolean first) {
            if (first) {
                total.assign(summand);
            } else {
                total.addi(summand);
            }
        }

        void step(int samples) {
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
    }

    /** Networks for one thread, with random numbers of their own. */
    private static final class Part {
        private final List<MultiLayerNetwork> networks;
        private final List<SeededDropout> dropouts = new ArrayList<>();

        Part(List<Trained> trained) {
            networks = trained.stream().map(one -> ofItsOwn(one.network)).toList();
        }

        private MultiLayerNetwork ofItsOwn(MultiLayerNetwork whole) {
            // through its text, because clones of wrapped layers share their configuration
            MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(
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
            return network;
        }
    }

    /** Trains networks together. */
    public DataParallelTraining(List<MultiLayerNetwork> networks, long seed, Task<B> task) {
        this.networks = networks.stream().map(Trained::new).toList();
        this.seed = seed;
        this.task = task;
        for (int part = 0; part < PARTS; part++) {
            parts.add(new Part(this.networks));
        }
        threads = Executors.newFixedThreadPool(PARTS, work -> {
            Thread thread = new Thread(work, "training");
            thread.setDaemon(true);
            return thread;
        });
        epoch(0);
    }

    /** Trains a network on labelled data. */
    public static DataParallelTraining<DataSet> of(MultiLayerNetwork network, long seed) {
        return new DataParallelTraining<>(List.of(network), seed, new Labelled());
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
    public void epoch(int epoch) {
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
    public void fit(List<B> batch) throws InterruptedException {
        if (batch.size() != PARTS) {
            throw new IllegalArgumentException("a batch of " + batch.size() + " parts: must be " + PARTS);
        }
        List<Future<?>> computed = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            List<MultiLayerNetwork> own = parts.get(part).networks;
            B data = batch.get(part);
            computed.add(threads.submit(() -> task.gradient(own, data)));
        }
        for (Future<?> part : computed) {
            await(part);
        }
        // sums over samples; the updater divides by their number
        int samples = batch.stream().mapToInt(task::samples).sum();
        for (int n = 0; n < networks.size(); n++) {
            for (int part = 0; part < PARTS; part++) {
                networks.get(n).add(parts.get(part).networks.get(n).getFlattenedGradients(), part == 0);
            }
            networks.get(n).step(samples);
        }
    }

    private static void await(Future<?> future) throws InterruptedException {
        try {
            future.get();
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
