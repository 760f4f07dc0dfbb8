import edu.stanford.nlp.international.arabic.process.ArabicSegmenter;
import edu.stanford.nlp.ling.HasWord;
import edu.stanford.nlp.ling.TaggedWord;
import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.tagger.maxent.MaxentTagger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The part of speech of each word, by Stanford CoreNLP's Arabic models (learnt from the Penn Arabic Treebank).
 *
 * <p>Reads a sentence a line from standard input, words parted by spaces, and writes a line for each: the tag of every
 * word, parted by spaces. A word with particles has the tag of its longest part (وقال: VBD). Words are parted from their
 * particles by themselves, each spelling once, since the segmenter is fifty times as slow as the tagger.
 */
public final class ProperNouns {
  private static final String SEGMENTER =
      "edu/stanford/nlp/models/segmenter/arabic/arabic-segmenter-atb+bn+arztrain.ser.gz";
  private static final String TAGGER = "edu/stanford/nlp/models/pos-tagger/arabic.tagger";
  private static final Map<String, String> TREEBANK = Map.of("(", "-LRB-", ")", "-RRB-", "،", ",", "«", "\"", "»", "\"");

  private ProperNouns() {}

  public static void main(String[] arguments) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("loadClassifier", SEGMENTER);
    ArabicSegmenter segmenter = new ArabicSegmenter(properties);
    segmenter.loadSegmenter(SEGMENTER, properties);
    MaxentTagger tagger = new MaxentTagger(TAGGER);
    Map<String, String[]> parts = new HashMap<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<HasWord> tokens = new ArrayList<>();
        List<Integer> longest = new ArrayList<>();
        for (String word : line.split(" ")) {
          int best = tokens.size();
          for (String part : parts.computeIfAbsent(word, one -> cut(segmenter, one))) {
            if (tokens.size() > best && part.length() > tokens.get(best).word().length()) {
              best = tokens.size();
            }
            tokens.add(new Word(part));
          }
          longest.add(best);
        }
        List<TaggedWord> tagged = tagger.tagSentence(tokens);
        StringBuilder tags = new StringBuilder();
        for (int place : longest) {
          tags.append(tags.length() == 0 ? "" : " ").append(tagged.get(place).tag());
        }
        out.println(tags);
      }
    }
  }

  private static String[] cut(ArabicSegmenter segmenter, String word) {
    if (TREEBANK.containsKey(word)) {
      return new String[] {TREEBANK.get(word)};
    }
    if (word.length() < 3 || !word.codePoints().allMatch(Character::isLetter)) {
      return new String[] {word};
    }
    String[] parts = segmenter.segmentString(word).trim().split("\\s+");
    return parts[0].isEmpty() ? new String[] {word} : parts;
  }
}
