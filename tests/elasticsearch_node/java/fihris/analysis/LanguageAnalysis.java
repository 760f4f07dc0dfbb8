package fihris.analysis;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestHandler;

/**
 * The language analysis of an ordinary Elasticsearch, under the same names.
 *
 * <p>The module that brings them is not published on its own; what they wrap is Lucene's and is. Only those that an
 * index of Fihris uses are here.
 */
public final class LanguageAnalysis extends Plugin implements AnalysisPlugin, ActionPlugin {
    private static final Map<String, Function<TokenStream, TokenStream>> FILTERS =
            Map.of(
                    "arabic_normalization", ArabicNormalizationFilter::new,
                    "arabic_stem", ArabicStemFilter::new,
                    "decimal_digit", DecimalDigitFilter::new,
                    "lowercase", LowerCaseFilter::new);

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        Map<String, AnalysisProvider<TokenFilterFactory>> providers = new HashMap<>();
        FILTERS.forEach(
                (type, filter) ->
                        providers.put(type, (index, environment, name, settings) -> new Filter(name, filter)));
        return providers;
    }

    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return FILTERS.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("lowercase")) // the server has this one, by name alone
                .map(entry -> PreConfiguredTokenFilter.singleton(entry.getKey(), true, entry.getValue()))
                .toList();
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
                "mapping", AnalysisPlugin.requiresAnalysisSettings(MappingRules::factory),
                "pattern_replace", AnalysisPlugin.requiresAnalysisSettings(PatternRule::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of("whitespace", (index, environment, name, settings) -> spaces(name, settings));
    }

    private static TokenizerFactory spaces(String name, Settings settings) {
        int longest = settings.getAsInt("max_token_length", WhitespaceTokenizer.DEFAULT_MAX_WORD_LEN);
        return TokenizerFactory.newFactory(name, () -> new WhitespaceTokenizer(longest));
    }

    @Override
    public Collection<RestHandler> getRestHandlers(
            RestHandlersServices services, Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> features) {
        return List.of(new Greeting());
    }

    private static final class Filter extends AbstractTokenFilterFactory implements NormalizingTokenFilterFactory {
        private final Function<TokenStream, TokenStream> filter;

        Filter(String name, Function<TokenStream, TokenStream> filter) {
            super(name);
            this.filter = filter;
        }

        @Override
        public TokenStream create(TokenStream stream) {
            return filter.apply(stream);
        }
    }
}
