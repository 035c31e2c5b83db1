import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/** Asks veraPDF whether files conform: {@code ConformanceCheck FLAVOUR[,FLAVOUR] FILE...}. */
public final class ConformanceCheck {
    /** How many places are shown for each broken rule. */
    private static final int EXAMPLES = 5;

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> flavours = flavours(arguments[0]);
        int worst = 0;
        for (int index = 1; index < arguments.length; index++) {
            for (PDFAFlavour flavour : flavours) {
                worst = Math.max(worst, check(arguments[index], flavour));
            }
        }
        System.exit(worst);
    }

    private static List<PDFAFlavour> flavours(String list) {
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String name : list.split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR) {
                System.err.println("unknown flavour " + name);
                System.exit(64);
            }
            flavours.add(flavour);
        }
        return flavours;
    }

    private static int check(String path, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour)) {
            // Every rule is checked to the end: failed ones only are recorded, and none stops the run.
            PDFAValidator validator = ValidatorFactory.createValidator(flavour, EXAMPLES, false, true, false);
            ValidationResult result = validator.validate(parser);
            Map<RuleId, Integer> failures = result.getFailedChecks();
            boolean passed = result.isCompliant() && failures.isEmpty() && result.getTotalAssertions() > 0;
            System.out.println((passed ? "PASS " : "FAIL ") + flavour.getId() + " " + path + " ("
                + (passed ? result.getTotalAssertions() + " checks)" : failures.size() + " rules)"));
            report(result, failures, validator);
            return passed ? 0 : 1;
        } catch (Exception error) {
            System.out.println("ERROR " + flavour.getId() + " " + path + ": " + causes(error));
            return 2;
        }
    }

    private static void report(ValidationResult result, Map<RuleId, Integer> failures, PDFAValidator validator) {
        Map<String, RuleId> sorted = new TreeMap<>();
        for (RuleId rule : failures.keySet()) {
            sorted.put(name(rule), rule);
        }
        for (Map.Entry<String, RuleId> entry : sorted.entrySet()) {
            Rule rule = validator.getProfile().getRuleByRuleId(entry.getValue());
            System.out.println("  " + entry.getKey() + ", " + failures.get(entry.getValue()) + " times: "
                + (rule == null ? "" : rule.getDescription()));
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED
                    && name(assertion.getRuleId()).equals(entry.getKey())) {
                    System.out.println("    " + assertion.getLocation().getContext() + "  "
                        + assertion.getErrorMessage());
                }
            }
        }
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static String causes(Throwable error) {
        StringBuilder text = new StringBuilder(error.toString());
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            text.append(", because of ").append(cause);
        }
        return text.toString().replace('\n', ' ');
    }
}
