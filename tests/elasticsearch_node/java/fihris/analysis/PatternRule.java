package fihris.analysis;

import java.io.Reader;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;

/** The {@code pattern_replace} char filter: every match of a regular expression is replaced. */
final class PatternRule extends AbstractCharFilterFactory implements NormalizingCharFilterFactory {
    private final Pattern pattern;
    private final String replacement;

    PatternRule(IndexSettings index, Environment environment, String name, Settings settings) {
        super(name);
        pattern = Pattern.compile(settings.get("pattern"));
        replacement = settings.get("replacement", "");
    }

    @Override
    public Reader create(Reader reader) {
        return new PatternReplaceCharFilter(pattern, replacement, reader);
    }
}
