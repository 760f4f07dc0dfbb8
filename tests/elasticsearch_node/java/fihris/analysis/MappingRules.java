package fihris.analysis;

import java.io.Reader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;

/** The {@code mapping} char filter: rules {@code from=>to}, in which a backslash, u and four hex digits is a character. */
final class MappingRules extends AbstractCharFilterFactory implements NormalizingCharFilterFactory {
    private static final Pattern CODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private final NormalizeCharMap map;

    private MappingRules(String name, NormalizeCharMap map) {
        super(name);
        this.map = map;
    }

    static CharFilterFactory factory(IndexSettings index, Environment environment, String name, Settings settings) {
        NormalizeCharMap.Builder rules = new NormalizeCharMap.Builder();
        for (String rule : Analysis.getWordList(environment, settings, "mappings")) {
            int arrow = rule.indexOf("=>");
            if (arrow < 0) {
                throw new IllegalArgumentException("no => in the mapping [" + rule + "]");
            }
            rules.add(characters(rule.substring(0, arrow).strip()), characters(rule.substring(arrow + 2).strip()));
        }
        return new MappingRules(name, rules.build());
    }

    private static String characters(String written) {
        return CODE.matcher(written)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))));
    }

    @Override
    public Reader create(Reader reader) {
        return new MappingCharFilter(map, reader);
    }
}
