import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

/**
 * What EventBridge's own engine answers. Reads {"pattern": ..., "event": ...} a line, writes "true", "false" or
 * "ERR reason" a line. Java runs this file as it is, without a build.
 */
final class EventRulerOracle {
  public static void main(String[] args) throws Exception {
    // Numbers keep their spelling (300.0 stays 300.0): the engine reads text, and some of its rules turn on it.
    JsonMapper json = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");

    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode question = json.readTree(line);
      out.println(answer(question.get("pattern").toString(), question.get("event").toString()));
    }
    out.flush();
  }

  private static String answer(String pattern, String event) throws Exception {
    // Checked apart, because Ruler tries an older compiler without $or on a pattern that this one refuses.
    String refusal = JsonRuleCompiler.check(pattern);
    if (refusal != null) {
      return "ERR " + refusal.split("\n")[0];
    }
    try {
      return String.valueOf(Ruler.matchesRule(event, pattern));
    } catch (RuntimeException crash) {
      // An empty list inside anything-but passes the check and then has nowhere to go: no such rule can be made.
      return "ERR " + crash.getClass().getSimpleName();
    }
  }
}
