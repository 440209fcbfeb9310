package io.foretide.models.lstm;

import java.lang.reflect.Field;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.FwdPassReturn;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.LSTMHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes DL4J's LSTM layer several times as fast on a CPU: matrix products over many steps at once, gates fused in plain
 * loops, activations kept from the forward pass for the backward pass.
 *
 * <p>What it does not support (masks, peepholes, layers that run backwards, other activations, other number types) it leaves
 * to DL4J by answering null. A backward pass without its forward pass is an error, which DL4J is told not to hide. One per
 * layer; a network computes for one thread at a time, and so does this.
 */
public final class FusedLstmHelper implements LSTMHelper {
    private @Nullable LstmPass training;
    private @Nullable LstmPass inference;
    private @Nullable FwdPassReturn last;

    /** Gives every LSTM layer of a network a helper of its own. */
    public static void install(MultiLayerNetwork network) {
        try {
            Field field = LSTM.class.getDeclaredField("helper");
            field.setAccessible(true);
            for (Layer layer : network.getLayers()) {
                Layer inner = layer;
                while (inner instanceof BaseWrapperLayer) {
                    inner = ((BaseWrapperLayer) inner).getUnderlying();
                }
                if (inner instanceof LSTM) {
                    field.set(inner, new FusedLstmHelper());
                    // an error must end the fit: the stock backward pass cannot follow a fused forward pass
                    ((AbstractLSTM) inner.conf().getLayer()).setHelperAllowFallback(false);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Deeplearning4j has no LSTM helper: 1.0.0-M2.1 has", e);
        }
    }

    @Override
    public boolean checkSupported() {
        return true;
    }

    @Override
    public boolean checkSupported(IActivation gate, IActivation activation, boolean peephole) {
        return gate instanceof ActivationSigmoid && activation instanceof ActivationTanH && !peephole;
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }

    @Override
    public synchronized @Nullable FwdPassReturn activate(
            Layer layer,
            NeuralNetConfiguration conf,
            IActivation gate,
            INDArray input,
            INDArray recurrentWeights,
            INDArray weights,
            INDArray bias,
            boolean training,
            @Nullable INDArray outputBefore,
            @Nullable INDArray cellBefore,
            boolean forBackprop,
            boolean forwards,
            String weightKey,
            @Nullable INDArray mask,
            boolean peephole,
            LayerWorkspaceMgr workspaces) {
        last = null;
        if (!forwards
                || mask != null
                || !checkSupported(gate, ((BaseLayer) conf.getLayer()).getActivationFn(), peephole)
                || input.rank() != 3
                || input.dataType() != DataType.FLOAT
                || !isColumnMajor(weights)
                || !isColumnMajor(recurrentWeights)) {
            return null;
        }
        LstmShape shape = new LstmShape(
                (int) input.size(0), (int) input.size(1), (int) recurrentWeights.size(0), (int) input.size(2));
        LstmPass pass = pass(shape, training || forBackprop);
        FwdPassReturn result = new FwdPassReturn();
        try (FloatPointer copy = TimeMajor.copyUnlessTimeMajor(input)) {
            LstmPass.Inputs inputs = new LstmPass.Inputs(
                    copy == null ? TimeMajor.pointer(input) : copy,
                    TimeMajor.pointer(weights),
                    TimeMajor.pointer(recurrentWeights),
                    TimeMajor.pointer(bias),
                    outputBefore,
                    cellBefore);
            if (!forBackprop || !pass.isOf(inputs)) {
                INDArray outputs = TimeMajor.create(
                        workspaces, ArrayType.ACTIVATIONS, shape.samples(), shape.units(), shape.steps());
                pass.forward(inputs, TimeMajor.pointer(outputs));
                result.fwdPassOutput = outputs;
            }
        }
        result.lastAct = TimeMajor.matrix(pass.lastOutput(), shape.samples(), shape.units());
        result.lastMemCell = TimeMajor.matrix(pass.lastCell(), shape.samples(), shape.units());
        result.prevAct = outputBefore;
        result.prevMemCell = cellBefore;
        last = result;
        return result;
    }

    /** The buffers of the last pass if they fit. */
    private LstmPass pass(LstmShape shape, boolean kept) {
        LstmPass pass = kept ? training : inference;
        if (pass == null || !pass.shape.equals(shape)) {
            if (pass != null) {
                pass.close();
            }
            pass = new LstmPass(shape, kept);
            if (kept) {
                training = pass;
            } else {
                inference = pass;
            }
        }
        return pass;
    }

    private static boolean isColumnMajor(INDArray weights) {
        return weights.rank() == 2
                && weights.dataType() == DataType.FLOAT
                && weights.stride(0) == 1
                && weights.stride(1) == weights.size(0);
    }

    @Override
    public synchronized @Nullable Pair<Gradient, INDArray> backpropGradient(
            NeuralNetConfiguration conf,
            IActivation gate,
            INDArray input,
            INDArray recurrentWeights,
            INDArray weights,
            INDArray epsilon,
            boolean truncated,
            int truncatedLength,
            FwdPassReturn forward,
            boolean forwards,
            String weightKey,
            String recurrentKey,
            String biasKey,
            Map<String, INDArray> gradients,
            @Nullable INDArray mask,
            boolean peephole,
            LayerWorkspaceMgr workspaces) {
        if (forward.fwdPassOutputAsArrays != null) {
            return null;
        }
        LstmPass pass = training;
        if (pass == null || forward != last || mask != null) {
            throw new IllegalStateException("an LSTM layer's backward pass does not follow its own forward pass: "
                    + "one thread at a time, and the same mask in both, are allowed");
        }
        last = null;
        LstmShape shape = pass.shape;
        INDArray gw = array(gradients, weightKey);
        INDArray gr = array(gradients, recurrentKey);
        INDArray gb = array(gradients, biasKey);
        INDArray dx =
                TimeMajor.create(workspaces, ArrayType.ACTIVATION_GRAD, shape.samples(), shape.inputs(), shape.steps());
        try (FloatPointer copy = TimeMajor.copyUnlessTimeMajor(epsilon)) {
            pass.backward(
                    copy == null ? TimeMajor.pointer(epsilon) : copy,
                    truncated ? Math.max(0, shape.steps() - truncatedLength) : 0,
                    new LstmPass.Gradients(
                            TimeMajor.pointer(gw),
                            TimeMajor.pointer(gr),
                            TimeMajor.pointer(gb),
                            TimeMajor.pointer(dx)));
        }
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(weightKey, gw);
        gradient.gradientForVariable().put(recurrentKey, gr);
        gradient.gradientForVariable().put(biasKey, gb);
        return new Pair<>(gradient, dx);
    }

    private static INDArray array(Map<String, INDArray> arrays, String key) {
        INDArray array = arrays.get(key);
        if (array == null) {
            throw new IllegalStateException("no gradient array " + key + "; there are " + arrays.keySet());
        }
        return array;
    }
}
