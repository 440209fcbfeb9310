/** The speed of the networks beside stock Deeplearning4j, PyTorch and ONNX Runtime; never on the product's class path. */
@NullMarked
package io.foretide.models.lstm;

import org.jspecify.annotations.NullMarked;
