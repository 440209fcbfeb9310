package io.foretide.local.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;
import org.apache.flink.runtime.rpc.pekko.PekkoRpcSystem;

/**
 * Loads Flink's RPC system from the plain class path. Flink's own loader unpacks a jar into a temporary folder at every
 * start and loads it by a class loader of its own, which costs seconds and keeps its classes out of a shared archive.
 */
public final class DirectRpcLoader implements RpcSystemLoader {
    @Override
    public int getLoadPriority() {
        return 1;
    }

    @Override
    public RpcSystem loadRpcSystem(Configuration configuration) {
        return new PekkoRpcSystem();
    }
}
