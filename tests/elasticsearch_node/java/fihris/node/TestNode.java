package fihris.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One real Elasticsearch node in this process: {@code TestNode CONFIG_FOLDER SETTING=VALUE…}.
 *
 * <p>It lives as long as its standard input: whoever started it holds the other end of that pipe, so that the node ends
 * with its starter, however that one ends. A node started for tests has no bootstrap checks (and may so be run by root) and no security.
 */
public final class TestNode {
    private TestNode() {}

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            String value = arguments[i].substring(equals + 1);
            settings.put(arguments[i].substring(0, equals), value);
        }
        Settings built = settings.build();
        LogConfigurator.registerErrorListener();
        LogConfigurator.setNodeName(built.get("node.name"));
        Environment environment = new Environment(built, Path.of(arguments[0]).toAbsolutePath());
        LogConfigurator.configure(environment, true);
        PluginsLoader plugins =
                PluginsLoader.createPluginsLoader(
                        PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
                        PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
                        Map.of(),
                        false);
        endWithStandardInput();
        Node node = new Node(environment, plugins);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        Thread.currentThread().join();
    }

    private static void endWithStandardInput() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    // nothing is ever sent: only the end of the stream counts
                                }
                            } catch (IOException e) {
                                // a broken pipe is an end as well
                            }
                            Runtime.getRuntime().halt(0);
                        },
                        "end-with-standard-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (IOException e) {
            System.err.println("the node did not close cleanly: " + e);
        }
    }
}
