package io.foretide.models.lstm;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same network, with the same weights, in ONNX Runtime on one thread. */
final class OnnxPeer implements AutoCloseable {
    private static final int FLOAT = OnnxMl.TensorProto.DataType.FLOAT_VALUE;
    // ONNX orders gates input, output, forget, cell; DL4J cell input, forget, output, input
    private static final int[] GATES = {3, 2, 1, 0};

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxPeer(MultiLayerNetwork network) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model(network).toByteArray(), options);
        }
    }

    String version() {
        return environment.getVersion();
    }

    /** Input in the order [step][sample][channel]. */
    OnnxTensor tensor(float[] numbers, int steps, int samples) throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(numbers), new long[] {steps, samples, numbers.length / steps / samples});
    }

    float[][] outputs(OnnxTensor input) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("x", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static OnnxMl.ModelProto model(MultiLayerNetwork network) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("lstm");
        graph.addInput(value("x")).addOutput(value("y"));
        weights(graph, network.getLayer(0), 0);
        weights(graph, network.getLayer(1), 1);
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName("one")
                .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(1));
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName("zero")
                .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(0));
        Layer output = network.getLayer(2);
        INDArray w = output.getParam("W");
        graph.addInitializer(tensor("ow", w.dup('c').data().asFloat(), w.size(0), w.size(1)));
        graph.addInitializer(tensor("ob", output.getParam("b").dup('c').data().asFloat(), w.size(1)));
        int units = (int) w.size(0);
        graph.addNode(lstm(units, List.of("x", "w0", "r0", "b0"), List.of("all")));
        graph.addNode(node("Squeeze", List.of("all", "one"), List.of("sequence")));
        graph.addNode(lstm(units, List.of("sequence", "w1", "r1", "b1"), List.of("", "last")));
        graph.addNode(node("Squeeze", List.of("last", "zero"), List.of("state")));
        graph.addNode(node("Gemm", List.of("state", "ow", "ob"), List.of("y")));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
    }

    private static void weights(OnnxMl.GraphProto.Builder graph, Layer layer, int index) {
        INDArray w = layer.getParam("W");
        INDArray r = layer.getParam("RW");
        long units = r.size(0);
        float[] bias = new float[(int) (8 * units)];
        System.arraycopy(gates(layer.getParam("b")), 0, bias, 0, (int) (4 * units));
        graph.addInitializer(tensor("w" + index, gates(w), 1, 4 * units, w.size(0)));
        graph.addInitializer(tensor("r" + index, gates(r), 1, 4 * units, units));
        graph.addInitializer(tensor("b" + index, bias, 1, 8 * units));
    }

    /** Columns of DL4J's gates as rows of ONNX's. */
    private static float[] gates(INDArray weights) {
        float[] columns = weights.dup('f').data().asFloat();
        float[] result = new float[columns.length];
        int block = columns.length / LstmGates.COUNT;
        for (int gate = 0; gate < LstmGates.COUNT; gate++) {
            System.arraycopy(columns, GATES[gate] * block, result, gate * block, block);
        }
        return result;
    }

    private static OnnxMl.TensorProto tensor(String name, float[] numbers, long... dims) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (float number : numbers) {
            tensor.addFloatData(number);
        }
        return tensor.build();
    }

    private static OnnxMl.ValueInfoProto value(String name) {
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder().setElemType(FLOAT)))
                .build();
    }

    private static OnnxMl.NodeProto lstm(int units, List<String> inputs, List<String> outputs) {
        return node("LSTM", inputs, outputs).toBuilder()
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("hidden_size")
                        .setType(OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(units))
                .build();
    }

    private static OnnxMl.NodeProto node(String operator, List<String> inputs, List<String> outputs) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .build();
    }
}
