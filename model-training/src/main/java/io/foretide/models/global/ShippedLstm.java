package io.foretide.models.global;

import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;

/** The network that all jobs share, as it ships: there is nothing to fit. */
public final class ShippedLstm implements ModelFitter {
    @Override
    public String name() {
        return GlobalLstm.NAME;
    }

    @Override
    public FittedModel fit(FitRequest request) {
        return FittedModel.same(GlobalLstm.asItShips(request.zone(), ShippedNetwork.get()));
    }
}
